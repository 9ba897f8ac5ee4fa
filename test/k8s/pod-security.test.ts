import { describe, expect, test } from 'vitest';
import { find, kubectlIsMissing, overlays, readManifests, renderManifests } from './manifests.ts';
import { violationsOfRestricted } from './pod-security.ts';

describe('the Pod Security level "restricted" admits', () => {
  const templates = readManifests('k8s').filter((manifest) => manifest.spec?.template?.spec);

  test.each(templates.map((manifest) => [manifest.kind, manifest] as const))(
    'the pods of the %s in k8s/',
    (_, manifest) => {
      expect(violationsOfRestricted(manifest.spec.template.spec)).toEqual([]);
    },
  );

  test.skipIf(kubectlIsMissing).each(overlays)('the pods of overlays/%s', (overlay) => {
    const rendered = renderManifests(`overlays/${overlay}`).filter(
      (manifest) => manifest.spec?.template?.spec,
    );

    expect(rendered).not.toEqual([]);
    expect(rendered.flatMap((manifest) => violationsOfRestricted(manifest.spec.template.spec))).toEqual([]);
  });
});

describe('the check itself refuses', () => {
  const admitted = find(readManifests('k8s'), 'Deployment').spec.template.spec;

  // oxlint-disable-next-line typescript/no-explicit-any -- a pod spec
  const changes: [string, (pod: any) => void][] = [
    ['may run as root', (pod) => delete pod.securityContext.runAsNonRoot],
    ['runs as user 0', (pod) => Object.assign(pod.securityContext, { runAsUser: 0 })],
    ['has no seccomp profile', (pod) => delete pod.securityContext.seccompProfile],
    ['is a hostPath', (pod) => pod.volumes.push({ name: 'node', hostPath: { path: '/' } })],
    ['hostNetwork is true', (pod) => Object.assign(pod, { hostNetwork: true })],
    ['may escalate', (pod) => delete pod.containers[0].securityContext.allowPrivilegeEscalation],
    ['does not drop all', (pod) => delete pod.containers[0].securityContext.capabilities],
    [
      'adds the capability SYS_ADMIN',
      (pod) => Object.assign(pod.containers[0].securityContext.capabilities, { add: ['SYS_ADMIN'] }),
    ],
    ['is privileged', (pod) => Object.assign(pod.containers[0].securityContext, { privileged: true })],
    ['takes a host port', (pod) => Object.assign(pod.containers[0].ports[0], { hostPort: 80 })],
    [
      'names a host in a probe',
      (pod) => Object.assign(pod.containers[0].livenessProbe.httpGet, { host: 'elsewhere' }),
    ],
    [
      'container sidecar may run',
      (pod) => {
        pod.initContainers = [{ name: 'sidecar', securityContext: { runAsNonRoot: false } }];
      },
    ],
  ];

  test.each(changes)('a pod that %s', (rule, change) => {
    const pod = structuredClone(admitted);
    change(pod);

    expect(violationsOfRestricted(pod).join('\n')).toContain(rule);
  });
});
