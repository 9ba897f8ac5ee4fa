import { describe, expect, test } from 'vitest';
import { complaintsAbout } from '../k8s/api-schema.ts';
import { kubectlIsMissing, type Manifest, readManifests, renderManifests } from '../k8s/manifests.ts';
import { violationsOfRestricted } from '../k8s/pod-security.ts';
import { mebibytes, templatesOf } from './templates.ts';

const all = readManifests('observability').filter(({ kind }) => kind !== 'Kustomization');
const templates = templatesOf(all);
const named = (kind: string, name: string): Manifest => {
  const found = all.find((manifest) => manifest.kind === kind && manifest.metadata.name === name);
  if (!found) throw new Error(`no ${kind} ${name} in observability/`);
  return found;
};

describe('an API server of Kubernetes 1.34 takes', () => {
  test.each(all.map((each) => [each.kind, each.metadata.name, each] as const))('%s %s', (_, __, manifest) => {
    expect(complaintsAbout(manifest)).toEqual([]);
  });

  test.skipIf(kubectlIsMissing)('what kustomize makes of it, with every object in one namespace', () => {
    const rendered = renderManifests('observability');
    const clusterWide = ['Namespace', 'ClusterRole', 'ClusterRoleBinding'];

    expect(rendered.flatMap(complaintsAbout)).toEqual([]);
    for (const { kind, metadata } of rendered) {
      expect([kind, metadata.namespace]).toEqual([
        kind,
        clusterWide.includes(kind) ? undefined : 'monitoring',
      ]);
      expect((metadata as { labels?: object }).labels).toMatchObject({
        'app.kubernetes.io/part-of': 'app-1-2-2-1',
      });
    }
    // Every file that a pod mounts is in a ConfigMap, under the name that the pod uses.
    const maps = rendered.filter(({ kind }) => kind === 'ConfigMap').map(({ metadata }) => metadata.name);
    const mounted = templatesOf(rendered).flatMap(({ pod }) =>
      (pod.volumes ?? []).flatMap((volume: { configMap?: { name: string } }) => volume.configMap?.name ?? []),
    );
    expect(mounted.toSorted()).toEqual(maps.toSorted());
  });

  test('nothing that needs an operator or a definition of its own', () => {
    expect(all.map(({ apiVersion }) => apiVersion).filter((version) => version.includes('coreos'))).toEqual(
      [],
    );
    expect(all.map(({ kind }) => kind)).not.toContain('CustomResourceDefinition');
    expect(all.map(({ kind }) => kind)).not.toContain('Secret');
  });
});

describe('the pods', () => {
  test('are those of five programs', () => {
    expect(templates.map(({ name }) => name).toSorted()).toEqual([
      'fluent-bit',
      'grafana',
      'kube-state-metrics',
      'loki',
      'prometheus',
    ]);
  });

  test.each(templates.filter(({ name }) => name !== 'fluent-bit'))(
    'of $name keep to Pod Security "restricted"',
    ({ pod }) => {
      expect(violationsOfRestricted(pod)).toEqual([]);
    },
  );

  test('of the log collector break it only by reading files of the node as their owner, root', () => {
    const pod = templates.find(({ name }) => name === 'fluent-bit')?.pod;

    expect(violationsOfRestricted(pod)).toEqual([
      'volume var-log is a hostPath',
      'volume docker-containers is a hostPath',
      'the pod runs as user 0',
      'container fluent-bit may run as root',
    ]);
    const hostMounts = pod.containers[0].volumeMounts.filter(
      ({ name }: { name: string }) => name !== 'config',
    );
    expect(hostMounts.map(({ readOnly }: { readOnly?: boolean }) => readOnly)).toEqual([true, true]);
  });

  test.each(templates)('of $name write nowhere but into bounded volumes', ({ pod }) => {
    for (const container of pod.containers)
      expect(container.securityContext.readOnlyRootFilesystem).toBe(true);
    for (const { emptyDir } of pod.volumes ?? []) {
      if (emptyDir) expect(emptyDir.sizeLimit).toMatch(/^\d+[MG]i$/);
    }
  });

  test.each(templates)('of $name are ready only when their program says so', ({ pod }) => {
    for (const { readinessProbe, ports } of pod.containers) {
      expect(ports.map(({ name }: { name: string }) => name)).toContain(readinessProbe.httpGet.port);
    }
  });

  test.each(templates)('of $name run a fixed version, named once', ({ pod }) => {
    const [{ image }] = pod.containers;

    expect(pod.containers).toHaveLength(1);
    // With its registry: each container runtime resolves a short name in its own way.
    expect(image).toMatch(/^[\w-]+(\.[\w-]+)+(\/[\w-]+)+:v?\d+\.\d+\.\d+$/);
    expect(templates.filter((other) => other.pod.containers[0].image === image)).toHaveLength(1);
  });

  test('request less than 1 GiB of memory together, and each has a limit', () => {
    const requests = templates.map(({ kind, pod }) => {
      const { requests, limits } = pod.containers[0].resources;
      expect(mebibytes(limits.memory)).toBeGreaterThan(mebibytes(requests.memory));
      return mebibytes(requests.memory) * (kind === 'DaemonSet' ? 3 : 1);
    });

    expect(requests.reduce((sum, each) => sum + each, 0)).toBeLessThan(1024);
  });
});

describe('rights', () => {
  test('are those to find pods and read measurements: nobody may change anything or read a secret', () => {
    for (const role of all.filter(({ kind }) => kind === 'ClusterRole')) {
      const { rules } = role as unknown as { rules: { resources: string[]; verbs: string[] }[] };
      for (const { resources, verbs } of rules) {
        expect(['get', 'list', 'watch']).toEqual(expect.arrayContaining(verbs));
        expect(resources).not.toContain('secrets');
        expect([...resources, ...verbs]).not.toContain('*');
      }
    }
  });

  test('of kube-state-metrics are exactly for what it is told to watch', () => {
    const { rules } = named('ClusterRole', 'app-1-2-2-1-kube-state-metrics') as unknown as {
      rules: { resources: string[] }[];
    };
    const pod = templates.find(({ name }) => name === 'kube-state-metrics')?.pod;
    const flag = pod.containers[0].args.find((each: string) => each.startsWith('--resources='));

    expect(flag.replace('--resources=', '').split(',').toSorted()).toEqual(
      rules.flatMap(({ resources }) => resources).toSorted(),
    );
  });

  test('come with a token only where they are used', () => {
    const withToken = templates.filter(({ pod }) => pod.automountServiceAccountToken !== false);

    expect(withToken.map(({ name, pod }) => [name, pod.serviceAccountName])).toEqual(
      withToken.map(({ name }) => [name, name]),
    );
    expect(withToken.map(({ name }) => name).toSorted()).toEqual([
      'fluent-bit',
      'kube-state-metrics',
      'prometheus',
    ]);
  });
});

test('Grafana is where the course has it, and every Service finds its pods', () => {
  expect(named('Service', 'grafana').spec).toMatchObject({ type: 'NodePort', ports: [{ nodePort: 30001 }] });
  for (const service of all.filter(({ kind }) => kind === 'Service')) {
    const template = templates.find(({ name }) => name === service.metadata.name);
    expect(template?.labels).toMatchObject(service.spec.selector);
    expect(template?.pod.containers[0].ports.map(({ name }: { name: string }) => name)).toContain(
      service.spec.ports[0].targetPort,
    );
  }
});
