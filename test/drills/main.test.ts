import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { writeNote } from '../../drills/cluster/change-notes.ts';
import { kubectlIsMissing } from '../k8s/manifests.ts';
import { ReplayServer } from '../support/replay/replay-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { onTestEnd } from '../support/test-end.ts';

const ROOT = new URL('../../', import.meta.url).pathname;

interface Child {
  readonly output: () => string;
  readonly errors: () => string;
  readonly stopReading: () => void;
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly exitCode: Promise<number | null>;
}

function drill(kubeConfig: string, ...args: string[]): Child {
  const child = spawn(process.execPath, ['drills/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, KUBECONFIG: kubeConfig },
    // A process group of its own, as a terminal gives to each command.
    detached: true,
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  onTestEnd(() => void child.kill('SIGTERM'));
  return {
    output: () => output,
    errors: () => errors,
    stopReading: () => child.stdout.destroy(),
    // Ctrl-C reaches the whole group.
    kill: (signal) => child.exitCode === null && process.kill(-(child.pid ?? 0), signal),
    exitCode: new Promise((resolve) => child.on('close', resolve)),
  };
}

function withoutTime(line: string): string {
  return line.replace(/^\S+Z /, '');
}

function isOfVerdict(line: string): boolean {
  return /^(PASS|FAIL| )/.test(line);
}

async function expectRefusal(child: Child, line: RegExp | string): Promise<void> {
  expect(await child.exitCode).toBe(2);
  expect(child.errors()).toMatch(line);
  expect(child.errors().trimEnd().split('\n')).toHaveLength(1);
  expect(child.errors()).not.toMatch(/\bat .*:\d+/);
}

// A busy machine makes these tests slow; none of them measures time.
describe.skipIf(kubectlIsMissing).concurrent('npm run drill', { timeout: 300_000 }, () => {
  it('exits 0 when the drill passes, and prints every check and figure', async () => {
    const server = await ReplayServer.start({ recording: 'node-drain', speed: 20 });
    const child = drill(server.kubeConfigFile, 'node-drain', '--before', '0.5', '--after', '0.5');
    expect(await child.exitCode).toBe(0);
    expect(child.output()).toContain('PASS node-drain: drained in ');
    expect(child.output()).toContain('✓ the budget is honoured: 1 at');
    expect(child.output()).toContain('✓ the cluster is left as it was found');
    expect(child.errors()).toBe('');
  });

  it('exits 1 when a drill fails, and names the remedy', async () => {
    const server = await ReplayServer.start({ recording: 'autoscaling', metrics: 'missing' });
    const child = drill(server.kubeConfigFile, 'autoscaling', '--patience', '0');
    expect(await child.exitCode).toBe(1);
    expect(child.output()).toContain('FAIL autoscaling: the metrics API answers: there is no metrics API');
    expect(child.output()).toContain('remedy: install metrics-server');
  });

  it('exits 0 when a drill is skipped, and says aloud that and why it was', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update' });
    const child = drill(server.kubeConfigFile, 'node-drain');
    expect(await child.exitCode).toBe(0);
    expect(child.output()).toContain('SKIP node-drain: a drain needs 2 schedulable nodes');
  });

  it('writes the three reports, of drills that failed and that were skipped too', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update', speed: 20, metrics: 'missing' });
    const directory = temporaryFolder();
    const names = ['rolling-update', 'autoscaling', 'node-drain'];
    const flags = ['--before', '0.5', '--after', '3', '--patience', '0', '--report', directory];
    const child = drill(server.kubeConfigFile, ...names, ...flags);
    expect(await child.exitCode).toBe(1);
    expect(readdirSync(directory).sort()).toEqual(['junit.xml', 'report.html', 'report.json']);
    const junit = readFileSync(join(directory, 'junit.xml'), 'utf8');
    for (const name of names) expect(junit).toContain(name);
    expect(junit).toContain('<failure');
    expect(junit).toContain('<skipped');
  });

  it('records what a drill saw, and judges it again without a cluster', async () => {
    const server = await ReplayServer.start({ recording: 'node-drain', speed: 20 });
    const directory = temporaryFolder();
    const flags = ['--before', '0.5', '--after', '0.5', '--record', directory];
    const recorded = drill(server.kubeConfigFile, 'node-drain', ...flags);
    expect(await recorded.exitCode).toBe(0);
    expect(readdirSync(directory)).toEqual(['node-drain.json.gz']);
    const again = drill('/nowhere', 'replay', join(directory, 'node-drain.json.gz'));
    expect(await again.exitCode).toBe(0);
    const [, ...checks] = recorded.output().split('\n').map(withoutTime).filter(isOfVerdict);
    expect(checks.length).toBeGreaterThan(8);
    expect(again.output().split('\n').slice(1, -1)).toEqual(checks);
  });

  it('judges the recordings that come with it when no file is named', async () => {
    const recordings = readdirSync('drills/recordings').filter((name) => name.endsWith('.json.gz'));
    const directory = temporaryFolder();
    const child = drill('/nowhere', 'replay', '--report', directory);
    expect(await child.exitCode).toBe(0);
    expect(child.output().match(/^PASS /gm)).toHaveLength(recordings.length);
    expect(readdirSync(directory).sort()).toEqual(['junit.xml', 'report.html', 'report.json']);
  });

  it('refuses to replay what is no recording, and flags that a replay has no use for', async () => {
    const file = join(temporaryFolder(), 'file.json');
    writeFileSync(file, '{}');
    await expectRefusal(drill('/nowhere', 'replay', file), /is not a recording: it has no formatVer/);
    await expectRefusal(drill('/nowhere', 'replay', '--rate', '5'), /--rate means nothing to a replay/);
  });

  it('refuses an unknown drill and lists the known ones', async () => {
    await expectRefusal(
      drill('/nowhere', 'no-such-drill'),
      /unknown drill "no-such-drill"; there are: traffic-routing, .*, or all/,
    );
  });

  it('refuses to guess which drill is meant', async () => {
    await expectRefusal(drill('/nowhere'), /name a drill: traffic-routing/);
  });

  it.for([
    [['--rate', 'fast'], /--rate "fast" is not a number from 1 to 500/],
    [['--rate', '0'], /--rate "0" is not a number/],
    [['--timeout', ''], /--timeout "" is not a number/],
    [['--url', 'nodeport'], /--url "nodeport" is not an http address/],
    [['--url', 'file:///etc'], /--url "file:\/\/\/etc" is not an http address/],
    [['--image-update', 'a b'], /--image-update "a b" is not the name of an image/],
    [['--no-such-flag'], /Unknown option '--no-such-flag'/],
    [['--namespace'], /--namespace/],
    [['--deployment', '../shop'], /--deployment "\.\.\/shop" is not the name of an object/],
    [['--deployment', 'shop', '--path', '//other'], /--path "\/\/other" is not a path such as \/healthz/],
    [['--restart'], /--restart is for another Deployment than ours: name it with --deployment/],
  ] as const)('refuses %s', async ([flags, line]) => {
    await expectRefusal(drill('/nowhere', 'all', ...flags), line);
  });

  it('refuses to begin without a kubeconfig', async () => {
    await expectRefusal(drill('/nowhere', 'all'), /no kubeconfig: \/nowhere has no context/);
  });

  it('refuses a report directory that it cannot write to, before anything is done', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await expectRefusal(drill('/nowhere', 'all', '--report', file), /cannot write to --report/);
  });

  it('refuses a cluster that does not answer', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update' });
    const file = join(temporaryFolder(), 'config');
    const config = readFileSync(server.kubeConfigFile, 'utf8').replace(server.address, 'http://127.0.0.1:9');
    writeFileSync(file, config);
    await expectRefusal(
      drill(file, 'all'),
      /cannot reach the cluster of context "replayed": .*connection refused/,
    );
  });

  it('refuses credentials that the cluster refuses', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update' });
    server.interceptor = () => ({ status: 401, message: 'Unauthorized' });
    await expectRefusal(drill(server.kubeConfigFile, 'all'), /refuses these credentials: Unauthorized/);
  });

  it('refuses to begin what it has not the rights to end, and names the rights', async () => {
    const denied = ['patch nodes', 'create pods/eviction'];
    const server = await ReplayServer.start({ recording: 'node-drain', denied });
    const child = drill(server.kubeConfigFile, 'all');
    await expectRefusal(child, /forbidden in namespace default: patch nodes, create pods\/eviction/);
    expect(server.requests.some((one) => one.method === 'PATCH')).toBe(false);
  });

  it('refuses when it may not even ask for its rights', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update' });
    server.interceptor = (_, path) =>
      path.endsWith('reviews') ? { status: 403, message: 'selfsubjectaccessreviews is forbidden' } : null;
    await expectRefusal(drill(server.kubeConfigFile, 'all'), /is forbidden/);
  });

  it('prints its help', async () => {
    const child = drill('/nowhere', '--help');
    expect(await child.exitCode).toBe(0);
    expect(child.output()).toContain('self-healing');
    expect(child.output()).toContain('--report DIRECTORY');
  });

  it.for(['SIGINT', 'SIGTERM'] as const)('puts the cluster back on %s, then exits 130', async (signal) => {
    const server = await ReplayServer.start({ recording: 'node-drain', speed: 20 });
    server.interceptor = (_, path) =>
      path.endsWith('/eviction') ? { status: 429, message: 'not now' } : null;
    const child = drill(server.kubeConfigFile, 'node-drain', '--before', '0.2');
    await vi.waitFor(() => expect(child.output()).toContain('the budget refuses'), 120_000);
    expect(server.store.get('Node', 'node-2').spec.unschedulable).toBe(true);
    child.kill(signal);
    expect(await child.exitCode).toBe(130);
    expect(child.output()).toContain('interrupted: putting the cluster back');
    expect(child.output()).toContain('FAIL node-drain: the drill ran to its end: interrupted');
    expect(server.store.get('Node', 'node-2').spec.unschedulable).toBeUndefined();
    expect(child.errors()).toBe('');
  });

  it('says what it does to a Deployment that is not ours, and does it only after a yes', async () => {
    const workload = { deployment: 'shop', service: 'shop' };
    const app = { isNaive: true } as const;
    const server = await ReplayServer.start({ recording: 'rolling-update', speed: 20, workload, app });
    const names = ['rolling-update', '--deployment', 'shop', '--path', '/healthz', '--restart'];
    await expectRefusal(
      drill(server.kubeConfigFile, ...names),
      /deployment\/shop in namespace default is not ours\. This sends 50 requests a second to \/healthz of service\/shop, and: restarts it \(kubectl rollout restart\)\. Go on\? .*--yes$/m,
    );
    expect(server.requests.some(({ method }) => method === 'PATCH')).toBe(false);
    expect(server.app.answered).toBe(0);
    const child = drill(server.kubeConfigFile, ...names, '--yes', '--before', '0.3', '--after', '0.3');
    expect(await child.exitCode).toBe(0);
    expect(child.output()).toMatch(/PASS rolling-update: 0 of [\d,]+ lost/);
  });

  it('refuses faults and images of ours for a Deployment that is not ours', async () => {
    const workload = { deployment: 'shop', service: 'shop' };
    const server = await ReplayServer.start({ recording: 'rolling-update', workload });
    await expectRefusal(
      drill(server.kubeConfigFile, 'self-healing', '--deployment', 'shop', '--yes'),
      /self-healing needs the service of this project, .*: traffic-routing, rolling-update, node-drain, watch$/m,
    );
  });

  it('asks before it puts back what a killed drill left, and does it with --yes', async () => {
    const server = await ReplayServer.start({ recording: 'node-drain', speed: 20 });
    const { api } = server.connect();
    const path = '/api/v1/nodes/node-2';
    const type = 'application/merge-patch+json';
    const undo = { path, type, body: { spec: { unschedulable: null } } } as const;
    const left = 'node-2 is cordoned';
    const done = 'node-2 is uncordoned';
    server.store.put('MODIFIED', {
      ...server.store.get('Node', 'node-2'),
      spec: { unschedulable: true },
    });
    await writeNote(api, path, { drill: 'node-drain', since: '2026-11-29T01:00:00.000Z', left, done, undo });
    await expectRefusal(
      drill(server.kubeConfigFile, 'traffic-routing'),
      /^drill: the drill node-drain of 2026-11-29T01:00:00.000Z was killed, and has left: node-2 is cordoned\. .*--yes$/m,
    );
    expect(server.store.get('Node', 'node-2').spec.unschedulable).toBe(true);
    const flags = ['--yes', '--url', 'http://127.0.0.1:9', '--patience', '0'];
    const child = drill(server.kubeConfigFile, 'traffic-routing', ...flags);
    expect(await child.exitCode).toBe(1);
    expect(child.output()).toContain('put back: node-2 is uncordoned');
    expect(server.store.get('Node', 'node-2').spec.unschedulable).toBeUndefined();
  });

  it('puts the cluster back when nobody reads its output any more', async () => {
    const server = await ReplayServer.start({ recording: 'node-drain', speed: 20 });
    server.interceptor = (_, path) =>
      path.endsWith('/eviction') ? { status: 429, message: 'not now' } : null;
    const child = drill(server.kubeConfigFile, 'node-drain', '--before', '0.2');
    await vi.waitFor(() => expect(child.output()).toContain('the budget refuses'), 120_000);
    child.stopReading();
    expect(await child.exitCode).toBe(130);
    expect(server.store.get('Node', 'node-2').spec.unschedulable).toBeUndefined();
    expect(child.errors()).toBe('');
  });

  it('leaves at once on a second Ctrl-C and says what is left', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update', speed: 0.5 });
    const child = drill(server.kubeConfigFile, 'rolling-update', '--before', '0.2');
    await vi.waitFor(() => expect(child.output()).toContain('waiting for every pod to run'), 120_000);
    // The cleanup that puts the image back waits for a rollout that never completes.
    server.store.rollOut = () => {};
    child.kill('SIGINT');
    await vi.waitFor(
      () => expect(child.output()).toContain('put back (the Deployment does not run 1pro/app)'),
      5000,
    );
    await vi.waitFor(
      async () => {
        child.kill('SIGINT');
        expect(child.output()).toContain('left: ');
      },
      { timeout: 5000, interval: 100 },
    );
    expect(await child.exitCode).toBe(130);
    expect(child.output()).toContain(
      'left: the Deployment does not run 1pro/app (kubectl set image deployment/app-1-2-2-1 app-1-2-2-1=1pro/app)',
    );
  });

  it('runs no further drill after an interruption', async () => {
    const server = await ReplayServer.start({ recording: 'rolling-update', speed: 0.5 });
    const child = drill(server.kubeConfigFile, 'rolling-update', 'failed-update', '--before', '0.2');
    await vi.waitFor(() => expect(child.output()).toContain('waiting for every pod to run'), 120_000);
    child.kill('SIGINT');
    expect(await child.exitCode).toBe(130);
    expect(child.output()).not.toContain('failed-update:');
  });
});
