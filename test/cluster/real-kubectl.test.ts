import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { main } from '../../cluster/main.ts';
import { type Machine, thisMachine } from '../../scripts/machine.ts';
import { kubectlIsMissing } from '../k8s/manifests.ts';
import { KubectlApiServer } from '../support/api-server/kubectl-api-server.ts';
import { FakeTerminal } from '../support/fake-terminal.ts';
import { FakeClock } from '../support/machine/fake-clock.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const path = fileURLToPath(new URL('../../cluster/main.ts', import.meta.url));

/** The other tests of cluster/ use the fake kubectl. Nothing answers at a NodePort: a fake clock waits. */
describe.skipIf(kubectlIsMissing)('with the real kubectl, npm run up and npm run down', () => {
  test('apply the workload to an empty cluster and delete it again', async () => {
    const { cluster, cli } = await start('empty');

    const up = await cli('up');
    expect(up).toContain('deployment.apps/app-1-2-2-1 created');
    expect(up).toContain('successfully rolled out');
    expect(cluster.store.names).toEqual([
      'Deployment/app-1-2-2-1',
      'HorizontalPodAutoscaler/app-1-2-2-1',
      'PodDisruptionBudget/app-1-2-2-1',
      'ReplicaSet/app-1-2-2-1-1',
      'Service/app-1-2-2-1',
    ]);

    expect(await cli('down')).toContain('All undone');
    expect(cluster.store.names).toEqual([]);
  });

  test('leave the objects that existed before as they were', async () => {
    const { cluster, cli } = await start('workload');
    cluster.store.delete('HorizontalPodAutoscaler', 'app-1-2-2-1');
    cluster.store.scale('Deployment', 'app-1-2-2-1', 3);
    const before = cluster.store.names;
    const { spec } = cluster.store.get('Deployment', 'app-1-2-2-1');

    expect(await cli('up')).toMatch(/Already there, and not by this command: .*deployment\/app-1-2-2-1/);
    expect(cluster.store.get('Deployment', 'app-1-2-2-1').spec.replicas).toBe(2);
    expect(await cli('down')).toMatch(/Put back .*deployment\/app-1-2-2-1/);

    expect(cluster.store.names).toEqual(before);
    expect(cluster.store.get('Deployment', 'app-1-2-2-1').spec).toEqual(spec);
  });

  test('leave the replica count to an HPA that existed before', async () => {
    const { cluster, cli } = await start('workload');
    cluster.store.scale('Deployment', 'app-1-2-2-1', 4);
    await cli('up');
    cluster.store.scale('Deployment', 'app-1-2-2-1', 3);

    await cli('down');

    expect(cluster.store.get('Deployment', 'app-1-2-2-1').spec.replicas).toBe(3);
  });

  test('fail in the middle, and delete what was applied by then', async () => {
    const { cluster, cli } = await start('empty');
    cluster.store.refuses = 'Service';

    await expect(cli('up')).rejects.toThrow('Failed: Apply the manifests');
    expect(cluster.store.names).toContain('Deployment/app-1-2-2-1');
    cluster.store.refuses = null;
    expect(await cli('down')).toContain('All undone');

    expect(cluster.store.names).toEqual([]);
  });

  test('take an overlay by its name, and refuse one that does not exist', async () => {
    const { cluster, cli } = await start('empty');

    await expect(cli('up', '--overlay', 'lokced')).rejects.toThrow('overlays/lokced cannot be rendered');
    await cli('up', '--overlay', 'locked');
    expect(cluster.store.names).toContain('NetworkPolicy/app-1-2-2-1');
    await cli('down');

    expect(cluster.store.names).toEqual([]);
  });
});

test.skipIf(kubectlIsMissing)(
  'started as npm starts them, print the plan and the refusal, with their exit codes',
  async () => {
    const { env } = await start('empty');
    const typed = (...words: string[]) => run(process.execPath, [path, ...words], { env });

    const shown = await typed('up', '--context', 'fake', '--no-images', '--dry-run');
    expect(shown.stdout).toContain('kubectl kustomize k8s | kubectl --context fake apply --filename -');
    await expect(typed('up', '--context', 'nope')).rejects.toMatchObject({
      code: 2,
      stderr: '\nThere is no context "nope". kubectl knows: fake.\n',
    });
  },
);

async function start(contents: 'empty' | 'workload') {
  const cluster = await KubectlApiServer.start(contents);
  const own = { KUBECONFIG: cluster.kubeConfigFile, XDG_STATE_HOME: temporaryFolder() };
  for (const [name, value] of Object.entries(own)) vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());
  const clock = new FakeClock();
  const machine: Machine = {
    ...thisMachine,
    read: async () => null,
    nowMs: () => clock.nowMs,
    sleep: (ms, ended) => clock.sleep(ms, ended),
  };
  const cli = async (verb: 'up' | 'down', ...args: string[]) => {
    const images = verb === 'up' ? ['--no-images'] : [];
    const terminal = new FakeTerminal();
    const words = [verb, '--context', 'fake', ...images, ...args];
    const exitCode = await main(words, machine, terminal);
    if (exitCode !== 0) throw new Error(terminal.complaints.join('\n'));
    return terminal.heard.join('\n');
  };
  return { cluster, cli, env: { ...process.env, ...own } };
}
