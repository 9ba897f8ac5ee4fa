import { describe, expect, test } from 'vitest';
import { FakeMachine, type Tool } from '../support/machine/fake-machine.ts';
import { ANSWERING, cluster, oneCluster } from '../support/machine/machine-state.ts';

const stopped: [Tool, string, string][] = [
  ['kind', 'kind-dev', 'docker start dev-control-plane'],
  ['k3d', 'k3d-dev', 'k3d cluster start dev'],
  ['minikube', 'dev', 'minikube start --profile dev'],
];

/** A machine with one stopped cluster. minikube deletes the context of a cluster that it stops. */
function withStopped(tool: Tool, context: string): FakeMachine {
  return new FakeMachine(['kubectl', 'docker', tool], {
    current: tool === 'minikube' ? null : context,
    contexts: tool === 'minikube' ? {} : { [context]: {} },
    clusters: { [context]: cluster({ web: ANSWERING }) },
    stopped: [context],
  });
}

describe.each(stopped)('a stopped cluster of %s', (tool, context, start) => {
  test('is named and started by its own tool, and the service is applied to it', async () => {
    const machine = withStopped(tool, context);

    const run = await machine.up('--yes');

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain(`start the ${tool} cluster "dev" (context ${context}), which is stopped`);
    expect(machine.changingCalls[0]).toBe(start);
    expect(machine.changingCalls.join('\n')).not.toMatch(/create cluster|cluster create|delete/);
    expect(run.stdout).toContain('The live page:  http://localhost:31221/');
  });

  test('is not started without a yes', async () => {
    const machine = withStopped(tool, context);
    expect(await machine.up()).toMatchObject({ exitCode: 2 });
    expect(await machine.up('--dry-run')).toMatchObject({ exitCode: 0 });
    machine.person = () => false;
    expect(await machine.up()).toMatchObject({ exitCode: 2 });

    expect(machine.changingCalls).toEqual([]);
  });

  test('is started when it is named', async () => {
    const machine = withStopped(tool, context);

    expect(await machine.up('--context', context)).toMatchObject({ exitCode: 0 });
    expect(machine.changingCalls[0]).toBe(start);
  });
});

describe('a stopped cluster', () => {
  test('in which npm run up was run comes before another one', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind'], {
      contexts: { 'kind-a': {}, 'kind-b': {} },
      clusters: { 'kind-a': cluster(), 'kind-b': cluster({ web: ANSWERING }) },
    });
    expect(await machine.up('--context', 'kind-b')).toMatchObject({ exitCode: 0 });
    machine.change((state) => {
      state.stopped = ['kind-a', 'kind-b'];
    });
    const done = machine.changingCalls.length;

    expect(await machine.up('--yes')).toMatchObject({ exitCode: 0 });

    expect(machine.changingCalls[done]).toBe('docker start b-control-plane');
  });

  test('of kind with podman is started by podman', async () => {
    const machine = new FakeMachine(
      ['kubectl', 'podman', 'kind'],
      oneCluster('kind-dev', {}, { current: null, stopped: ['kind-dev'] }),
    );

    expect(await machine.up('--yes')).toMatchObject({ exitCode: 0 });
    expect(machine.changingCalls[0]).toBe('podman start dev-control-plane');
  });

  test.each<[Tool, string]>([
    ['kind', 'kind-app-1-2-2-1'],
    ['k3d', 'k3d-app-1-2-2-1'],
    ['minikube', 'app-1-2-2-1'],
  ])('that npm run up created with %s is started, not created again', async (tool, context) => {
    const machine = new FakeMachine(['kubectl', 'docker', tool]);
    await machine.up('--yes');
    const done = machine.changingCalls.length;
    machine.change((state) => {
      state.stopped = [context];
      if (tool === 'minikube') delete state.contexts[context];
    });

    expect(await machine.up('--yes', '--create', tool)).toMatchObject({ exitCode: 0 });
    machine.change((state) => {
      state.stopped = [context];
    });
    expect(await machine.up('--yes')).toMatchObject({ exitCode: 0 });

    expect(machine.changingCalls.slice(done).join('\n')).not.toMatch(/create|delete/);
  });

  test('comes after a cluster that answers', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind', 'k3d'], {
      contexts: { 'kind-dev': {}, 'k3d-dev': {} },
      clusters: { 'kind-dev': cluster(), 'k3d-dev': cluster() },
      stopped: ['kind-dev'],
    });

    await machine.up('--yes');

    expect(machine.changingCalls.join('\n')).not.toContain('docker start');
    expect(machine.changingCalls.join('\n')).toContain('--context k3d-dev');
  });

  test('that does not answer within two minutes of its start is an error', async () => {
    const machine = withStopped('kind', 'kind-dev');
    machine.change(({ clusters }) => Object.assign(clusters['kind-dev'] ?? {}, { answers: false }));

    const run = await machine.up('--yes');

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('kubectl --context kind-dev get nodes');
    expect(machine.nowMs()).toBeGreaterThan(120_000);
    expect(machine.changingCalls).toEqual(['docker start dev-control-plane']);
  });
});
