import { describe, expect, test, vi } from 'vitest';
import { expectRefused, FakeMachine, kindMachine, type Tool } from '../support/machine/fake-machine.ts';
import { ANSWERING, cluster, type FakeCluster, node, oneCluster } from '../support/machine/machine-state.ts';

const restart = 'rollout restart deployment/app-1-2-2-1';

const places: [string, Tool[], string, Partial<FakeCluster>][] = [
  ['kind', ['docker', 'kind'], 'kind-dev', {}],
  ['kind with podman', ['podman', 'kind'], 'kind-dev', {}],
  ['k3d', ['docker', 'k3d'], 'k3d-dev', {}],
  ['minikube with docker', ['docker', 'minikube'], 'dev', { nodes: [node({ runtime: 'docker' })] }],
  ['minikube with podman', ['podman', 'minikube'], 'dev', { nodes: [node({ runtime: 'docker' })] }],
  ['minikube with containerd', ['docker', 'minikube'], 'dev', {}],
  [
    'Docker Desktop by kubeadm',
    ['docker'],
    'docker-desktop',
    { sharesEngine: true, nodes: [node({ name: 'docker-desktop', runtime: 'docker' })] },
  ],
  [
    'Docker Desktop by kind',
    ['docker'],
    'docker-desktop',
    { nodes: [node({ name: 'desktop-control-plane' }), node({ name: 'desktop-worker' })] },
  ],
  [
    'Rancher Desktop with docker',
    ['docker'],
    'rancher-desktop',
    { sharesEngine: true, nodes: [node({ runtime: 'docker' })] },
  ],
  ['Rancher Desktop with containerd', ['nerdctl'], 'rancher-desktop', { sharesEngine: true }],
  ['Colima with docker', ['docker'], 'colima', { sharesEngine: true, nodes: [node({ runtime: 'docker' })] }],
  ['Colima with containerd', ['nerdctl'], 'colima-work', { sharesEngine: true }],
  ['OrbStack', ['docker'], 'orbstack', { sharesEngine: true, nodes: [node({ runtime: 'docker' })] }],
];

describe('after npm run up the pods run what was built', () => {
  describe.each(places)('%s', (_, tools, context, parts) => {
    const there = () =>
      new FakeMachine(['kubectl', ...tools], {
        current: context,
        contexts: { [context]: { isMinikube: tools.includes('minikube') } },
        clusters: { [context]: cluster({ web: ANSWERING, ...parts }) },
      });
    const on = (machine: FakeMachine) => machine.state.clusters[context] ?? cluster();

    test('also after a change of the source, by one restart', async () => {
      const machine = there();
      expect(await machine.up('--yes')).toMatchObject({ exitCode: 0, stderr: '' });
      expect(on(machine).running).toBe('app of source 1');
      expect(machine.changingCalls.join('\n')).not.toContain(restart);
      machine.images.source = 'source 2';

      expect(await machine.up('--yes')).toMatchObject({ exitCode: 0, stderr: '' });

      expect(on(machine).running).toBe('app of source 2');
      expect(machine.changingCalls.filter((call) => call.endsWith(restart))).toHaveLength(1);
      if (!parts.sharesEngine) {
        expect(on(machine).images).toEqual({
          'docker.io/1pro/app:latest': 'app of source 2',
          'docker.io/1pro/app-update:latest': 'app-update of source 2',
          'docker.io/1pro/app-error:latest': 'app-error of source 2',
        });
      }
    });

    test('and nothing restarts where nothing changed', async () => {
      const machine = there();
      await machine.up('--yes');
      const run = await machine.up('--yes');

      expect(run.stdout).toContain('not needed');
      expect(machine.changingCalls.join('\n')).not.toContain(restart);
    });
  });

  test('from a registry, which the nodes ask at every start', async () => {
    vi.stubEnv('IMAGE_PREFIX', undefined);
    const machine = new FakeMachine(['kubectl', 'docker'], oneCluster('work', {}, { current: null }));
    vi.stubEnv('IMAGE_PREFIX', 'registry.example.com/you');
    await machine.up('--context', 'work');
    machine.images.source = 'source 2';

    const run = await machine.up('--context', 'work');

    expect(run.stdout).toContain("sed 's#imagePullPolicy: IfNotPresent#imagePullPolicy: Always#'");
    expect(machine.state.clusters.work?.running).toBe('app of source 2');
  });

  test('also in a Deployment that existed before the first npm run up', async () => {
    const machine = kindMachine({}, { current: null });
    await machine.up('--yes');
    // The same cluster from another machine, which has no record of it.
    vi.stubEnv('XDG_STATE_HOME', `${process.env.XDG_STATE_HOME}-of-another`);
    machine.images.source = 'source 2';

    await machine.up('--yes');

    expect(machine.state.clusters['kind-dev']?.running).toBe('app of source 2');
  });

  test('after an npm run up that ended between the images and the restart', async () => {
    const machine = kindMachine({}, { current: null });
    await machine.up('--yes');
    machine.images.source = 'source 2';
    machine.change((state) => state.failures.push({ pattern: 'rollout restart', says: 'connection lost' }));
    expect(await machine.up('--yes')).toMatchObject({ exitCode: 1 });
    machine.change((state) => {
      state.failures = [];
    });

    expect(await machine.up('--yes')).toMatchObject({ exitCode: 0 });

    expect(machine.state.clusters['kind-dev']?.running).toBe('app of source 2');
  });
});

describe('a cluster of a desktop application', () => {
  test('with containerd in its nodes gets images that nerdctl builds where the kubelet looks', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'nerdctl'], oneCluster('rancher-desktop'));

    await machine.up('--yes');

    expect(machine.changingCalls).toContain('npm run images -- --engine nerdctl --namespace k8s.io');
  });

  test.each([
    ['docker', ['podman'], "runs docker's own images"],
    ['containerd', ['docker'], 'nerdctl does not answer'],
  ] as const)(
    'with %s in its nodes refuses any other engine, and changes nothing',
    async (runtime, tools, says) => {
      const machine = new FakeMachine(
        ['kubectl', ...tools],
        oneCluster('colima', { nodes: [node({ runtime })] }),
      );

      expectRefused(machine, await machine.up('--yes'), says);
    },
  );
});

describe('images for nodes elsewhere', () => {
  test.each([
    [['amd64', 'amd64'], 'linux/amd64'],
    [['arm64', 'amd64'], 'linux/amd64,linux/arm64'],
  ])('are built for what the nodes are: %s', async (architectures, platforms) => {
    const nodes = architectures.map((architecture, index) => node({ name: `node-${index}`, architecture }));
    const machine = new FakeMachine(['kubectl', 'docker'], oneCluster('work', { nodes }, { current: null }));
    vi.stubEnv('IMAGE_PREFIX', 'registry.example.com/you');

    await machine.up('--context', 'work');

    expect(machine.changingCalls).toContain(`npm run images -- --push --platform ${platforms}`);
  });
});
