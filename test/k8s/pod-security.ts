/**
 * The Pod Security Standard "restricted", which includes "baseline", as Kubernetes' admission applies it:
 * https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */

// oxlint-disable-next-line typescript/no-explicit-any -- a pod spec, judged field by field
type Loose = any;

const volumeKinds = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);
const sysctls = new Set([
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_syncookies',
]);

/** The rules that a pod of this spec breaks, one line each. */
export function violationsOfRestricted(pod: Loose): string[] {
  const containers: Loose[] = [
    ...(pod.initContainers ?? []),
    ...pod.containers,
    ...(pod.ephemeralContainers ?? []),
  ];
  return [...podViolations(pod), ...containers.flatMap((container) => containerViolations(container, pod))];
}

function podViolations(pod: Loose): string[] {
  const broken: string[] = [];
  for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) if (pod[field]) broken.push(`${field} is true`);
  for (const { name, ...source } of pod.volumes ?? []) {
    const kind = Object.keys(source)[0] ?? 'emptyDir';
    if (!volumeKinds.has(kind)) broken.push(`volume ${name} is a ${kind}`);
  }
  for (const { name } of pod.securityContext?.sysctls ?? []) {
    if (!sysctls.has(name)) broken.push(`sysctl ${name} is not a safe one`);
  }
  broken.push(...settingViolations(pod.securityContext, 'the pod'));
  return broken;
}

function containerViolations(container: Loose, pod: Loose): string[] {
  const own = container.securityContext ?? {};
  const inherited = { ...pod.securityContext, ...own };
  const name = `container ${container.name}`;
  const broken = settingViolations(own, name);
  if (own.privileged) broken.push(`${name} is privileged`);
  if (own.allowPrivilegeEscalation !== false) broken.push(`${name} may escalate its privileges`);
  if (!own.capabilities?.drop?.includes('ALL')) broken.push(`${name} does not drop all capabilities`);
  for (const capability of own.capabilities?.add ?? []) {
    if (capability !== 'NET_BIND_SERVICE') broken.push(`${name} adds the capability ${capability}`);
  }
  if (inherited.runAsNonRoot !== true) broken.push(`${name} may run as root`);
  if (!['RuntimeDefault', 'Localhost'].includes(inherited.seccompProfile?.type)) {
    broken.push(`${name} has no seccomp profile`);
  }
  if (own.procMount && own.procMount !== 'Default') broken.push(`${name} unmasks /proc`);
  for (const { hostPort } of container.ports ?? []) if (hostPort) broken.push(`${name} takes a host port`);
  const probes = [container.startupProbe, container.readinessProbe, container.livenessProbe];
  const handlers = [...probes, container.lifecycle?.postStart, container.lifecycle?.preStop];
  for (const handler of handlers) {
    if (handler?.httpGet?.host || handler?.tcpSocket?.host) broken.push(`${name} names a host in a probe`);
  }
  return broken;
}

function settingViolations(settings: Loose, name: string): string[] {
  const broken: string[] = [];
  if (settings?.runAsUser === 0) broken.push(`${name} runs as user 0`);
  if (settings?.runAsNonRoot === false) broken.push(`${name} allows root`);
  if (settings?.seccompProfile?.type === 'Unconfined') broken.push(`${name} is unconfined by seccomp`);
  if (settings?.appArmorProfile?.type === 'Unconfined') broken.push(`${name} is unconfined by AppArmor`);
  if (settings?.seLinuxOptions?.user || settings?.seLinuxOptions?.role) {
    broken.push(`${name} sets an SELinux user or role`);
  }
  if (settings?.windowsOptions?.hostProcess) broken.push(`${name} is a host process`);
  return broken;
}
