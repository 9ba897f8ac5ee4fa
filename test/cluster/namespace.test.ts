import { describe, expect, test, vi } from 'vitest';
import type { ApiObject } from '../support/api-server/object-store.ts';
import { expectRefused, FakeMachine } from '../support/machine/fake-machine.ts';
import { ANSWERING, cluster, type FakeCluster } from '../support/machine/machine-state.ts';

const namespaceNamed = (name: string): ApiObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});
const serviceAt = (name: string, namespace: string): ApiObject => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: { ports: [{ nodePort: 31221 }] },
});

/** The namespace of the context is team-a. */
function machineOfTeam(parts: Partial<FakeCluster> = {}): FakeMachine {
  return new FakeMachine(['kubectl', 'docker', 'kind'], {
    current: 'kind-dev',
    contexts: { 'kind-dev': { namespace: 'team-a' } },
    clusters: {
      'kind-dev': cluster({ objects: { 'Namespace/team-a': namespaceNamed('team-a') }, ...parts }),
    },
  });
}

const namespacesOn = (machine: FakeMachine) =>
  Object.values(machine.state.clusters['kind-dev']?.objects ?? {})
    .filter(({ kind }) => kind !== 'Namespace')
    .map(({ metadata }) => metadata.namespace);

describe('a context with a namespace of its own', () => {
  test('gets the namespace of the service in every printed command', async () => {
    const run = await machineOfTeam().up('--yes');

    expect(run.stdout).toContain('npm run drill -- traffic-routing --context kind-dev --namespace default');
    expect(run.stdout).toContain(
      'kubectl --context kind-dev port-forward --namespace default service/app-1-2-2-1 31221:8080',
    );
  });

  test('gets no --namespace where the service is in its own namespace', async () => {
    const run = await machineOfTeam({ web: ANSWERING }).up('--yes', '--namespace', 'team-a');

    expect(run.stdout).toContain('traffic-routing --context kind-dev --url http://localhost:31221\n');
  });
});

describe('npm run up -- --namespace NAME', () => {
  test('applies everything in that namespace and waits there, and npm run down deletes it there', async () => {
    const machine = machineOfTeam({ web: ANSWERING });
    const before = machine.state;

    const run = await machine.up('--yes', '--namespace', 'team-a');

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain("sed 's#namespace: default#namespace: team-a#'");
    expect(new Set(namespacesOn(machine))).toEqual(new Set(['team-a']));
    expect(machine.changingCalls).toContain(
      'kubectl --context kind-dev --namespace team-a rollout status deployment/app-1-2-2-1 --timeout 180s',
    );
    expect(await machine.down('--yes')).toMatchObject({ exitCode: 0, stderr: '' });
    expect(machine.changingCalls.join('\n')).not.toContain('--namespace default');
    expect(machine.state).toEqual(before);
  });

  test('is remembered by the next npm run up', async () => {
    const machine = machineOfTeam();
    await machine.up('--yes', '--namespace', 'team-a');

    expect(await machine.up('--yes')).toMatchObject({ exitCode: 0 });
    expect(new Set(namespacesOn(machine))).toEqual(new Set(['team-a']));
  });

  test('refuses a second namespace in the same cluster: one Service holds the NodePort', async () => {
    const machine = machineOfTeam();
    await machine.up('--yes');
    const done = machine.changingCalls.length;

    const run = await machine.up('--yes', '--namespace', 'team-a');

    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain('in namespace "default" of this cluster already');
    expect(run.stderr).toContain('npm run down -- --context kind-dev');
    expect(machine.changingCalls).toHaveLength(done);
  });

  test('refuses a missing namespace, with the command that creates it', async () => {
    const machine = machineOfTeam();

    expectRefused(
      machine,
      await machine.up('--yes', '--namespace', 'team-b'),
      'kubectl --context kind-dev create namespace team-b',
    );
  });

  test.each([
    ['another Service', 'shop', 'default'],
    ['the same service in another namespace', 'app-1-2-2-1', 'team-c'],
  ])('refuses a NodePort that %s holds, by its name', async (_, name, namespace) => {
    const machine = machineOfTeam({ objects: { [`Service/${name}`]: serviceAt(name, namespace) } });

    const run = await machine.up('--yes');

    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(
      `NodePort 31221 belongs to the Service "${name}" of namespace "${namespace}". Nothing was touched.`,
    );
    expect(run.stderr).toContain(
      `kubectl --context kind-dev delete service ${name} --namespace ${namespace}`,
    );
    expect(machine.changingCalls).toEqual([]);
  });
});

describe('IMAGE_PREFIX', () => {
  test.each([
    'registry.example.com/you/',
    'https://registry.example.com/you',
    'You/Me',
    'a b',
    '/you',
    'you//me',
  ])('"%s" is refused in one line, and nothing changes', async (prefix) => {
    const machine = machineOfTeam();
    vi.stubEnv('IMAGE_PREFIX', prefix);

    const run = await machine.up('--yes');

    expect(run.exitCode).toBe(2);
    expect(run.stderr.trim()).toMatch(/^IMAGE_PREFIX ".*" cannot begin an image's name: .*$/);
    expect(machine.calls).toEqual([]);
  });

  test.each([
    '1pro',
    'you',
    'registry.example.com/you',
    'localhost:5000/a/b',
    'localhost:5000',
    'ghcr.io/a-b/c_d',
  ])('"%s" is accepted', async (prefix) => {
    const machine = machineOfTeam();
    vi.stubEnv('IMAGE_PREFIX', prefix);

    expect(await machine.up('--yes')).toMatchObject({ exitCode: 0 });
    expect(machine.state.clusters['kind-dev']?.running).toBe('app of source 1');
  });
});
