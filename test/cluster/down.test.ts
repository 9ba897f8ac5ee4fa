import { describe, expect, test } from 'vitest';
import { FakeMachine, kindMachine, type Tool } from '../support/machine/fake-machine.ts';
import { ANSWERING, cluster, oneCluster } from '../support/machine/machine-state.ts';

/** The API server adds these fields. */
const byServer = { uid: 'uid-of-deployment/app-1-2-2-1', resourceVersion: '41', generation: 3 };
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'app-1-2-2-1', namespace: 'default', labels: { owner: 'someone' } },
  spec: {
    replicas: 7,
    selector: { matchLabels: { app: '1.2.2.1' } },
    template: { spec: { containers: [{ image: 'someone/app' }] } },
  },
};

describe('npm run down leaves everything as it was before npm run up', () => {
  test.each<[string, Tool, string]>([
    ['kind', 'kind', 'kind-dev'],
    ['k3d', 'k3d', 'k3d-dev'],
    ['minikube', 'minikube', 'dev'],
    ['Docker Desktop', 'docker', 'docker-desktop'],
  ])('in a %s cluster that was there', async (_, tool, context) => {
    const machine = new FakeMachine(['kubectl', 'docker', tool], {
      current: context,
      contexts: { [context]: { isMinikube: tool === 'minikube' } },
      clusters: {
        [context]: cluster({
          hasMetrics: tool === 'k3d',
          web: ANSWERING,
          images: { 'docker.io/library/other:1': 'other' },
        }),
      },
    });
    const before = machine.state;

    expect(await machine.up('--yes')).toMatchObject({ exitCode: 0 });
    expect(machine.state).not.toEqual(before);
    expect(await machine.down('--yes')).toMatchObject({ exitCode: 0, stderr: '' });

    expect(machine.state).toEqual(before);
  });

  test.each<Tool>(['kind', 'k3d', 'minikube'])(
    'with a cluster that %s made, down to the current context',
    async (tool) => {
      const machine = new FakeMachine(['kubectl', 'docker', tool], oneCluster('production'));
      const before = machine.state;

      expect(await machine.up('--yes')).toMatchObject({ exitCode: 0 });
      expect(machine.state.current).not.toBe('production');
      expect(await machine.down('--yes')).toMatchObject({ exitCode: 0, stderr: '' });

      expect(machine.state).toEqual(before);
      expect(machine.calls.join('\n')).not.toContain('--context production');
    },
  );

  test('and leaves a context current that a person has chosen since', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind'], {
      current: 'production',
      contexts: { production: {}, staging: {} },
      clusters: { production: cluster(), staging: cluster() },
    });
    await machine.up('--yes');
    machine.change((state) => {
      state.current = 'staging';
    });

    expect(await machine.down('--yes')).toMatchObject({ exitCode: 0, stderr: '' });

    expect(machine.state.current).toBe('staging');
    expect(machine.changingCalls.join('\n')).not.toContain('use-context');
  });

  test('also what was there under the same names, images and metrics-server included', async () => {
    const machine = kindMachine({
      web: ANSWERING,
      objects: {
        'Deployment/app-1-2-2-1': { ...deployment, metadata: { ...deployment.metadata, ...byServer } },
      },
      images: { 'docker.io/1pro/app:latest': 'older' },
    });

    const up = await machine.up('--yes');
    expect(up.stdout).toContain('Already there, and not by this command: deployment/app-1-2-2-1');
    expect(machine.state.clusters['kind-dev']?.objects['Deployment/app-1-2-2-1']?.spec).not.toEqual(
      deployment.spec,
    );
    // The API server refuses to replace an object with an old resourceVersion.
    expect(await machine.down('--yes')).toMatchObject({ exitCode: 0, stderr: '' });

    const { objects, images, hasMetrics } = machine.state.clusters['kind-dev'] ?? cluster();
    expect(Object.keys(objects)).toEqual(['Deployment/app-1-2-2-1']);
    expect(objects['Deployment/app-1-2-2-1']).toMatchObject(deployment);
    expect(objects['Deployment/app-1-2-2-1']?.spec).toEqual(deployment.spec);
    expect(Object.keys(images)).toEqual(['docker.io/1pro/app:latest']);
    expect(hasMetrics).toBe(true);
  });

  test('also where the Service was created again meanwhile, with another clusterIP', async () => {
    const service = (clusterIP: string) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'app-1-2-2-1', namespace: 'default' },
      spec: { type: 'NodePort', selector: { mine: 'yes' }, clusterIP, clusterIPs: [clusterIP] },
    });
    const machine = kindMachine({
      web: ANSWERING,
      objects: { 'Service/app-1-2-2-1': service('10.96.1.1') },
    });
    expect(await machine.up('--yes')).toMatchObject({ exitCode: 0 });
    machine.change(({ clusters }) => {
      const dev = clusters['kind-dev'];
      if (dev) dev.objects['Service/app-1-2-2-1'] = service('10.96.2.2');
    });

    expect(await machine.down('--yes')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(machine.state.clusters['kind-dev']?.objects['Service/app-1-2-2-1']?.spec).toMatchObject({
      selector: { mine: 'yes' },
    });
  });

  test('where somebody deleted the Deployment meanwhile', async () => {
    const machine = kindMachine({
      web: ANSWERING,
      objects: {
        'Deployment/app-1-2-2-1': { ...deployment, metadata: { ...deployment.metadata, ...byServer } },
      },
    });
    expect(await machine.up('--yes')).toMatchObject({ exitCode: 0 });
    machine.change(({ clusters }) => delete clusters['kind-dev']?.objects['Deployment/app-1-2-2-1']);

    expect(await machine.down('--yes')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(machine.state.clusters['kind-dev']?.objects['Deployment/app-1-2-2-1']).toMatchObject(deployment);
  });

  test('after npm run up was run twice', async () => {
    const machine = kindMachine({ hasMetrics: false, web: ANSWERING });
    const before = machine.state;

    await machine.up('--yes');
    const once = machine.state;
    const first = machine.changingCalls.length;
    expect(await machine.up('--yes')).toMatchObject({ exitCode: 0 });

    expect(machine.state).toEqual(once);
    expect(machine.changingCalls.slice(first).join('\n')).not.toContain('metrics-server');
    await machine.down('--yes');
    expect(machine.state).toEqual(before);
  });

  test('after a second npm run up in a cluster that the first one made', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind']);
    const before = machine.state;

    await machine.up('--yes');
    await machine.up('--yes');
    expect(machine.calls.filter((call) => call.startsWith('kind create'))).toHaveLength(1);
    await machine.down('--yes');

    expect(machine.state).toEqual(before);
  });

  test('after npm run up replaced its own cluster that no longer answered, after a question of its own', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind'], oneCluster('production'));
    const before = machine.state;
    await machine.up('--yes');
    machine.change(({ clusters }) => Object.assign(clusters['kind-app-1-2-2-1'] ?? {}, { answers: false }));

    const done = machine.changingCalls.length;
    const unasked = await machine.up('--yes');
    expect(unasked).toMatchObject({ exitCode: 2 });
    expect(unasked.stderr).toContain('npm run down -- --context kind-app-1-2-2-1');
    expect(machine.changingCalls).toHaveLength(done);

    machine.person = (question) => !question.startsWith('Delete');
    expect(await machine.up('--yes')).toMatchObject({ exitCode: 2 });
    expect(machine.changingCalls).toHaveLength(done);

    machine.person = () => true;
    expect(await machine.up('--yes')).toMatchObject({ exitCode: 0 });
    machine.person = null;
    expect(machine.state.clusters['kind-app-1-2-2-1']?.answers).toBe(true);
    await machine.down('--yes');

    expect(machine.state).toEqual(before);
  });

  test('after npm run up stopped halfway', async () => {
    const machine = kindMachine(
      { hasMetrics: false },
      { failures: [{ pattern: 'apply --filename -', says: 'the server is on fire' }] },
    );
    const before = machine.state;

    expect(await machine.up('--yes')).toMatchObject({ exitCode: 1 });
    expect(machine.state).not.toEqual(before);
    await machine.down('--yes');

    expect(machine.state).toEqual(before);
  });
});

describe('npm run down after a step that failed in the middle', () => {
  test('deletes what kubectl applied before the API server refused one object', async () => {
    const machine = kindMachine({ refuses: 'Service' });
    const before = machine.state;

    expect(await machine.up('--yes')).toMatchObject({ exitCode: 1 });
    expect(machine.state.clusters['kind-dev']?.objects).toHaveProperty(['Deployment/app-1-2-2-1']);
    expect(await machine.down('--yes')).toMatchObject({ exitCode: 0, stderr: '' });

    expect(machine.state).toEqual(before);
  });

  test('deletes a cluster whose creation failed', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind'], {
      failures: [{ pattern: '^kind create', says: 'port 31221 is already allocated' }],
    });

    expect(await machine.up('--yes')).toMatchObject({ exitCode: 1 });
    await machine.down('--yes');

    expect(machine.calls.filter((call) => call.startsWith('kind delete cluster'))).toHaveLength(1);
  });

  test('deletes a metrics-server whose installation failed', async () => {
    const machine = kindMachine(
      { hasMetrics: false, web: ANSWERING },
      { failures: [{ pattern: ' patch ', says: 'the connection was lost' }] },
    );
    const before = machine.state;

    expect(await machine.up('--yes')).toMatchObject({ exitCode: 1 });
    expect(machine.state.clusters['kind-dev']?.hasMetrics).toBe(true);
    await machine.down('--yes');

    expect(machine.state).toEqual(before);
  });
});

describe('npm run down', () => {
  const local = () => oneCluster('kind-dev', { objects: { 'Deployment/app-1-2-2-1': deployment } });

  test('changes nothing without a record of npm run up, whatever the cluster holds', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind'], local());

    const run = await machine.down('--yes');

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain('Nothing to undo');
    expect(machine.changingCalls).toEqual([]);
  });

  test('has nothing to undo the second time', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind'], local());
    await machine.up('--yes');
    await machine.down('--yes');
    const done = machine.changingCalls.length;

    expect((await machine.down('--yes')).stdout).toContain('Nothing to undo');
    expect(machine.changingCalls).toHaveLength(done);
  });

  test('asks before it acts: with nobody to ask it only shows the plan', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind'], local());
    await machine.up('--yes');
    const done = machine.changingCalls.length;

    const run = await machine.down();

    expect(run.exitCode).toBe(2);
    expect(run.stdout).toContain('The plan');
    expect(machine.changingCalls).toHaveLength(done);
  });

  test('asks for --context where npm run up was run on several clusters', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind'], {
      contexts: { 'kind-a': {}, 'kind-b': {} },
      clusters: { 'kind-a': cluster(), 'kind-b': cluster() },
    });
    await machine.up('--context', 'kind-a');
    await machine.up('--context', 'kind-b');

    const unnamed = await machine.down('--yes');
    expect(unnamed.exitCode).toBe(2);
    expect(unnamed.stderr).toContain('npm run down -- --context kind-b');
    await machine.down('--context', 'kind-a');

    expect(machine.state.clusters['kind-a']?.objects).toEqual({});
    expect(machine.state.clusters['kind-b']?.objects).not.toEqual({});
  });

  test('has nothing to do where the cluster is gone', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'kind'], local());
    await machine.up('--yes');
    machine.change((state) => {
      state.contexts = {};
      state.clusters = {};
    });

    expect((await machine.down('--yes')).stdout).toContain('is gone');
    expect((await machine.down('--yes')).stdout).toContain('Nothing to undo');
  });

  test('can be repeated where it failed', async () => {
    const machine = kindMachine();
    const before = machine.state;
    await machine.up('--yes');
    machine.change((state) => state.failures.push({ pattern: 'crictl rmi', says: 'image is in use' }));

    const failed = await machine.down('--yes');
    expect(failed.exitCode).toBe(1);
    expect(failed.stderr).toContain('can be repeated');
    machine.change((state) => {
      state.failures = [];
    });
    await machine.down('--yes');

    expect(machine.state).toEqual(before);
  });
});
