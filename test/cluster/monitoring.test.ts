import { describe, expect, test } from 'vitest';
import { expectRefused, FakeMachine, kindMachine } from '../support/machine/fake-machine.ts';
import {
  ANSWERING,
  type FakeCluster,
  GRAFANA_ANSWERING,
  oneCluster,
} from '../support/machine/machine-state.ts';

const stack = [
  'Namespace/monitoring',
  'Deployment/prometheus',
  'Deployment/loki',
  'Deployment/grafana',
  'Deployment/kube-state-metrics',
  'DaemonSet/fluent-bit',
  'ClusterRole/app-1-2-2-1-prometheus',
];
const namespace = (labels: object, phase = 'Active') => ({
  'Namespace/monitoring': {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'monitoring', labels },
    status: { phase },
  },
});

const answeringMachine = (parts: Partial<FakeCluster> = {}) =>
  kindMachine({ web: ANSWERING, grafanaWeb: GRAFANA_ANSWERING, ...parts });
const objectsOn = (machine: FakeMachine) => Object.keys(machine.state.clusters['kind-dev']?.objects ?? {});

describe('npm run up -- --monitoring', () => {
  test('applies the stack after the service, waits for it and prints the address of Grafana', async () => {
    const machine = answeringMachine();

    const run = await machine.up('--yes', '--monitoring');

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(objectsOn(machine)).toEqual(expect.arrayContaining(stack));
    expect(run.stdout).toMatch(
      /The live page: {2}http:\/\/localhost:31221\/\nGrafana: {8}http:\/\/localhost:30001\/\n/,
    );
    const changingCalls = machine.changingCalls.join('\n');
    expect(changingCalls.indexOf('deployment/app-1-2-2-1')).toBeLessThan(
      changingCalls.indexOf('deployment/grafana'),
    );
  });

  test('tells the live page where Grafana is, in whatever overlay', async () => {
    const machine = answeringMachine();

    await machine.up('--yes', '--monitoring');

    expect(environmentOn(machine)).toContainEqual({ name: 'GRAFANA_URL', value: ':30001' });
    // The variables of the manifest stay first.
    expect(environmentOn(machine)[0]).toMatchObject({ name: 'POD_NAME' });
  });

  test('without the option there is no stack, no link and no line about Grafana', async () => {
    const machine = answeringMachine();

    const run = await machine.up('--yes');

    expect(objectsOn(machine)).not.toContain('Namespace/monitoring');
    expect(environmentOn(machine).map(({ name }) => name)).not.toContain('GRAFANA_URL');
    expect(run.stdout).not.toContain('Grafana');
  });

  test('a later npm run up without the option keeps stack and link', async () => {
    const machine = answeringMachine();
    await machine.up('--yes', '--monitoring');
    const once = machine.state;

    const run = await machine.up('--yes');

    expect(machine.state).toEqual(once);
    expect(run.stdout).toContain('Grafana:        http://localhost:');
  });

  test('run twice leaves the cluster as once does', async () => {
    const machine = answeringMachine();
    await machine.up('--yes', '--monitoring');
    const once = machine.state;

    expect(await machine.up('--yes', '--monitoring')).toMatchObject({ exitCode: 0 });

    expect(machine.state).toEqual(once);
  });

  test('--dry-run shows it and touches nothing', async () => {
    const machine = answeringMachine();

    const run = await machine.up('--dry-run', '--monitoring');

    expect(run.stdout).toContain('kubectl kustomize observability | kubectl --context kind-dev apply');
    expect(run.stdout).toContain('(with GRAFANA_URL=:30001)');
    expect(machine.changingCalls).toEqual([]);
  });

  test('maps the port of Grafana where it creates a cluster', async () => {
    const machine = new FakeMachine(['kubectl', 'docker', 'k3d']);

    const run = await machine.up('--dry-run', '--monitoring');

    expect(run.stdout).toContain('--port 127.0.0.1:30001:30001@server:0');
  });

  test('prints the address of a Grafana only where its Prometheus has scraped a pod of this cluster', async () => {
    const machine = answeringMachine({
      grafanaWeb: { 'http://localhost:30001': 'app-1-2-2-1-of-another-cluster' },
    });

    const run = await machine.up('--yes', '--monitoring');

    expect(run.stdout).not.toContain('Grafana:  ');
    expect(run.stdout).toContain('port-forward --namespace monitoring service/grafana 30001:3000');
  });
});

describe('npm run up -- --monitoring refuses, and changes nothing,', () => {
  test('a namespace without the label of this project', async () => {
    const machine = answeringMachine({
      objects: namespace({ 'pod-security.kubernetes.io/warn': 'baseline' }),
    });

    expectRefused(
      machine,
      await machine.up('--yes', '--monitoring'),
      'npm run monitoring -- check --context kind-dev',
    );
  });

  test('a namespace that is terminating', async () => {
    const objects = namespace({ 'app.kubernetes.io/part-of': 'app-1-2-2-1' }, 'Terminating');
    const machine = answeringMachine({ objects });

    expectRefused(
      machine,
      await machine.up('--yes', '--monitoring'),
      'wait --for delete namespace/monitoring',
    );
  });

  test('a NodePort that another Service holds, by its name', async () => {
    const machine = answeringMachine({
      objects: {
        'Service/dashboards': {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'dashboards', namespace: 'team-a' },
          spec: { ports: [{ nodePort: 30001 }] },
        },
      },
    });

    expectRefused(
      machine,
      await machine.up('--yes', '--monitoring'),
      'NodePort 30001 belongs to the Service "dashboards" of namespace "team-a"',
    );
  });
});

describe('when the stack does not come up', () => {
  const image = 'docker.io/grafana/grafana:12.4.11';

  test('for an image that no node can pull: gives up soon, deletes the stack and says how to load the image', async () => {
    const waiting = { reason: 'ImagePullBackOff', message: 'no such host' };
    const machine = answeringMachine({ monitoringPods: [{ name: 'grafana-1', image, waiting }] });

    const run = await machine.up('--yes', '--monitoring');

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('it could not succeed');
    expect(run.stderr).toContain(
      `  docker pull --platform linux/amd64 ${image}\n` +
        `  docker save --platform linux/amd64 --output image-1.tar ${image}\n` +
        '  kind load image-archive image-1.tar --name dev\n',
    );
    expect(run.stderr).toContain('taken away again');
    expect(objectsOn(machine)).toContain('Deployment/app-1-2-2-1');
    expect(objectsOn(machine).filter((name) => stack.includes(name))).toEqual([]);

    // The record forgets the stack: the live page has no link to a missing Grafana.
    await machine.up('--yes');
    expect(environmentOn(machine).map(({ name }) => name)).not.toContain('GRAFANA_URL');
  });

  test("for an image that no node can pull, with podman: says it in podman's words", async () => {
    const waiting = { reason: 'ImagePullBackOff', message: 'no such host' };
    const machine = new FakeMachine(
      ['kubectl', 'podman', 'k3d'],
      oneCluster('k3d-dev', { monitoringPods: [{ name: 'grafana-1', image, waiting }] }, { current: null }),
    );

    const run = await machine.up('--yes', '--monitoring');

    expect(run.stderr).toContain(
      `  podman pull --platform linux/amd64 ${image}\n` +
        `  podman save --format docker-archive --output image-1.tar ${image}\n` +
        '  k3d image import image-1.tar --cluster dev\n',
    );
  });

  test('where the API server refuses one object: deletes the others', async () => {
    const machine = answeringMachine({ refuses: 'DaemonSet' });

    const run = await machine.up('--yes', '--monitoring');

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toContain('taken away again');
    expect(objectsOn(machine)).toContain('Deployment/app-1-2-2-1');
    expect(objectsOn(machine).filter((name) => stack.includes(name))).toEqual([]);
  });

  test('a stack that worked before is kept where applying it again fails', async () => {
    const machine = answeringMachine();
    await machine.up('--yes', '--monitoring');
    machine.change(({ clusters }) => Object.assign(clusters['kind-dev'] ?? {}, { refuses: 'DaemonSet' }));

    expect(await machine.up('--yes', '--monitoring')).toMatchObject({ exitCode: 1 });

    expect(objectsOn(machine)).toEqual(expect.arrayContaining(stack));
  });
});

describe('npm run down', () => {
  test('deletes the stack with the rest', async () => {
    const machine = answeringMachine();
    const before = machine.state;
    await machine.up('--yes', '--monitoring');

    const run = await machine.down('--yes');

    expect(run.stdout).toContain('Delete Prometheus, Loki, Grafana and what they have kept');
    expect(machine.state).toEqual(before);
  });

  test('keeps a stack that was applied by hand, which npm run up has used as it was', async () => {
    const machine = answeringMachine({ objects: namespace({ 'app.kubernetes.io/part-of': 'app-1-2-2-1' }) });
    const before = machine.state;

    const up = await machine.up('--yes', '--monitoring');
    expect(up.stdout).toContain('used as it is');
    expect(machine.changingCalls.join('\n')).not.toContain('rollout status deployment/grafana');
    await machine.down('--yes');

    expect(machine.state).toEqual(before);
  });
});

function environmentOn(machine: FakeMachine): { name: string; value?: string }[] {
  const template = machine.state.clusters['kind-dev']?.objects['Deployment/app-1-2-2-1']?.spec?.template as
    | { spec: { containers: { env: { name: string; value?: string }[] }[] } }
    | undefined;
  return template?.spec.containers[0]?.env ?? [];
}
