import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { waitUntil } from '../support/wait-until.ts';
import { describeWithEngine, engine, freePort, image, RunningContainer } from './engine.ts';

const MIB = 2 ** 20;

describeWithEngine('a memory leak in a container of 200 MiB', () => {
  it.concurrent.for([15, 40])('is killed within 10 per cent of the announced %i s', async (seconds) => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    const { status, body } = await app.json(`/memory-leak?seconds=${seconds}`);
    expect(status).toBe(202);
    expect(body.ending).toBe('oom-kill');
    const announcedMs = Date.parse(body.endsAt);
    expect(await app.exitCode()).toBe(137);
    const lateMs = (await app.endedAtMs()) - announcedMs;
    expect(await app.wasOomKilled()).toBe(true);
    expect(Math.abs(lateMs)).toBeLessThan(seconds * 100);
  });

  it.concurrent('is killed within 10 % of the announced second also where it replaces another leak', async () => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    await app.json('/memory-leak?seconds=20');
    await sleep(8000);
    const { body } = await app.json('/memory-leak?seconds=15');
    expect(await app.exitCode()).toBe(137);
    expect(Math.abs((await app.endedAtMs()) - Date.parse(body.endsAt))).toBeLessThan(1500);
  });

  it.concurrent('turns readiness off from 75 % on and keeps serving, without one failed liveness probe', async () => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    const { body } = await app.json('/memory-leak?seconds=15');
    const seen = { unreadyAtMs: 0, livenessFailures: 0, servedWhileUnready: 0, lastAnswerAtMs: 0 };
    const poll = async () => {
      const ready = await fetch(`${app.url}/readyz`);
      if (ready.status === 503 && seen.unreadyAtMs === 0) seen.unreadyAtMs = Date.now();
      if (seen.unreadyAtMs > 0 && (await fetch(`${app.url}/hostname`)).ok) seen.servedWhileUnready += 1;
      if (!(await fetch(`${app.url}/livez`)).ok) seen.livenessFailures += 1;
      seen.lastAnswerAtMs = Date.now();
      await sleep(50);
    };
    // Ends with the process: the kill refuses the next probe.
    await expect(
      (async () => {
        for (;;) await poll();
      })(),
    ).rejects.toThrow();
    expect(await app.exitCode()).toBe(137);
    expect(seen.livenessFailures).toBe(0);
    expect(seen.servedWhileUnready).toBeGreaterThan(10);
    // The manifest's own probe: two failures a second apart, and a second for the way to the node's rules.
    const { periodSeconds, failureThreshold } = manifestReadiness();
    const noticeMs = seen.lastAnswerAtMs - seen.unreadyAtMs;
    expect(noticeMs).toBeGreaterThan((periodSeconds * failureThreshold + 1) * 1000);
    expect(body.fault).toBe('memory-leak');
  });

  it.concurrent('on the heap ends in the abort of V8, exit code 134', async () => {
    // With an init as process 1, as the manifest's shareProcessNamespace has it.
    await using app = await RunningContainer.startReady({ image: image('app'), options: ['--init'] });
    const { body } = await app.json('/memory-leak?kind=heap&seconds=15');
    expect(body.ending).toBe('heap-abort');
    expect(await app.exitCode()).toBe(134);
    expect(await app.log()).toContain('JavaScript heap out of memory');
  });

  it.concurrent.for([
    ['off-heap', 'DELETE'],
    ['heap', 'DELETE'],
    ['off-heap', 'expiry'],
  ])('%s, gives the memory back within 5 s of %s', async ([kind, end]) => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    const memoryBytes = async () => (await app.json('/info')).body.usage.memoryBytes;
    // The base is that of a process that has been asked as often as it will be.
    for (let asked = 0; asked < 400; asked += 1) await app.json(asked % 2 ? '/info' : '/faults');
    const base = await memoryBytes();
    await app.json(
      `/memory-leak?kind=${kind}&mibPerSecond=20&maxMib=60&seconds=${end === 'expiry' ? 6 : 60}`,
    );
    await waitUntil('the leak to reach 50 MiB', async () => (await memoryBytes()) > base + 50 * MIB, 10_000);
    if (end === 'DELETE') await app.json('/faults', { method: 'DELETE' });
    else await waitUntil('expiry', async () => (await app.json('/faults')).body.active.length === 0, 10_000);
    await waitUntil('the memory to come back', async () => (await memoryBytes()) < base * 1.1, 5000);
  });

  it.concurrent('is refused where nothing would end it, and bounded where maxMib does', async () => {
    await using app = await RunningContainer.startReady({ image: image('app'), memory: null });
    const refused = await app.json('/memory-leak');
    expect(refused.status).toBe(409);
    expect(refused.body.message).toContain('maxMib');
    expect((await app.json('/memory-leak?maxMib=5')).status).toBe(202);
  });
});

describeWithEngine('the Deployment, played by podman', () => {
  it('restarts the container that the kernel killed', async ({ skip }) => {
    if (inject('engine') !== 'podman') skip('docker plays no manifests');
    const port = await freePort();
    const file = join(await mkdtemp(join(tmpdir(), 'kube-play-')), 'deployment.yaml');
    writeFileSync(file, playable(port));
    try {
      await engine('kube', 'play', file);
      const url = `http://127.0.0.1:${port}`;
      const startedAt = async () =>
        ((await (await fetch(`${url}/info`)).json()) as { startedAt: string }).startedAt;
      await waitUntil('the pod to be ready', async () => (await fetch(`${url}/readyz`)).ok, 20_000);
      const first = await startedAt();
      await fetch(`${url}/memory-leak?seconds=5`);
      await waitUntil('another start of the container', async () => (await startedAt()) !== first, 30_000);
      await waitUntil('the pod to be ready again', async () => (await fetch(`${url}/readyz`)).ok, 20_000);
    } finally {
      await engine('kube', 'down', file);
    }
  });
});

/** The real manifest with what `podman kube play` does not know taken out, on the host's network. */
function playable(port: number): string {
  const deployment = parse(readFileSync('k8s/deployment.yaml', 'utf8'));
  const pod = deployment.spec.template.spec;
  const [container] = pod.containers;
  deployment.spec.replicas = 1;
  pod.hostNetwork = true;
  container.image = image('app');
  container.env = [{ name: 'PORT', value: String(port) }];
  for (const unsupported of ['ports', 'startupProbe', 'readinessProbe', 'livenessProbe'])
    delete container[unsupported];
  return stringify(deployment);
}

function manifestReadiness(): { periodSeconds: number; failureThreshold: number } {
  const deployment = parse(readFileSync('k8s/deployment.yaml', 'utf8'));
  return deployment.spec.template.spec.containers[0].readinessProbe;
}
