import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Connections, startTraffic, type TrafficRecord } from '../../drills/traffic/traffic.ts';
import { Balancer } from '../support/balancer.ts';
import { waitUntil } from '../support/wait-until.ts';
import { describeWithEngine, image, RunningContainer } from './engine.ts';

/** Kubernetes removes the endpoint in parallel with SIGTERM. A slow cluster takes this long. */
const ENDPOINT_REMOVAL_MS = 2000;
const RATE = 200;

/** The manifest's readiness probe and the time until every node's rules have changed. */
const PROBE = { periodMs: 1000, failureThreshold: 2, propagationMs: 500 };

describeWithEngine('SIGTERM to one of two containers behind a Service', () => {
  it.concurrent.for<Connections>(['fresh', 'keep-alive'])(
    'loses none of 200 rps on %s connections',
    async (connections) => {
      const { records, exitCode } = await terminateUnderLoad(connections, {}, 30);
      expect(lostOf(records)).toEqual({});
      expect(records.length).toBe(RATE * 30);
      expect(exitCode).toBe(0);
    },
  );

  it.for<[string, Connections]>([
    ['fresh', 'fresh'],
    ['keep-alive', 'keep-alive'],
  ])('loses something on %s connections without a drain delay', async ([, connections]) => {
    const { records } = await terminateUnderLoad(connections, { DRAIN_DELAY_MS: '0' }, 10);
    expect(Object.keys(lostOf(records))).not.toEqual([]);
  });

  it('finishes a request of 10 s that was in flight, and exits with 0', async () => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    await app.json('/faults/latency?milliseconds=10000', { method: 'POST' });
    const slow = fetch(`${app.url}/hostname`);
    const inFlight = async () => (await app.json('/info')).body.pressure.requestsInFlight;
    await waitUntil('the request to arrive', async () => (await inFlight()) === 1);
    await app.signal('TERM');
    const { status, headers } = await slow;
    expect(status).toBe(200);
    expect(headers.get('connection')).toBe('close');
    expect(await app.exitCode()).toBe(0);
    expect(await app.log()).toContain('"msg":"drain finished"');
  });
});

describeWithEngine('a leak that ends OOMKilled in one of two containers behind a Service', () => {
  it.concurrent.for<Connections>(['fresh', 'keep-alive'])(
    'loses none of 200 rps on %s connections',
    async (connections) => {
      await using leaking = await RunningContainer.startReady({ image: image('app') });
      await using staying = await RunningContainer.startReady({ image: image('app') });
      await using service = await Balancer.listen([leaking.port, staying.port]);
      const stop = new AbortController();
      const { records, done } = send(service, connections, { signal: stop.signal });
      await leaking.json('/memory-leak?seconds=15');
      const probing = removeWhenUnready(service, leaking);
      expect(await leaking.exitCode()).toBe(137);
      await probing;
      stop.abort();
      await done;
      expect(lostOf(records)).toEqual({});
    },
  );
});

describeWithEngine('after a scale-up', () => {
  it('ten keep-alive connections at 50 rps reach every pod within 30 s', async () => {
    await using first = await RunningContainer.startReady({ image: image('app') });
    await using second = await RunningContainer.startReady({ image: image('app') });
    await using service = await Balancer.listen([first.port, second.port]);
    const stop = new AbortController();
    const { records, done } = send(service, 'keep-alive', { ratePerSecond: 50, signal: stop.signal });
    await using third = await RunningContainer.startReady({
      image: image('app'),
      options: ['--hostname', 'third'],
    });
    await using fourth = await RunningContainer.startReady({
      image: image('app'),
      options: ['--hostname', 'fourth'],
    });
    for (const { port } of [third, fourth]) service.add(port);
    const reached = () => new Set(records.map(({ pod }) => pod));
    await waitUntil(
      'the new pods to be reached',
      async () => reached().has('third') && reached().has('fourth'),
      30_000,
    );
    stop.abort();
    await done;
    expect(lostOf(records)).toEqual({});
  });
});

/** Does what kubelet and kube-proxy do: probes the container, then removes its endpoint. */
async function removeWhenUnready(service: Balancer, container: RunningContainer): Promise<void> {
  for (let failures = 0; failures < PROBE.failureThreshold;) {
    const probe = await fetch(`${container.url}/readyz`, { headers: { connection: 'close' } });
    failures = probe.ok ? 0 : failures + 1;
    await sleep(PROBE.periodMs);
  }
  await sleep(PROBE.propagationMs);
  service.remove(container.port);
}

function send(
  service: Balancer,
  connections: Connections,
  how: { ratePerSecond?: number; seconds?: number; signal?: AbortSignal },
) {
  const records: TrafficRecord[] = [];
  const { done } = startTraffic({
    url: `${service.url}/hostname`,
    ratePerSecond: RATE,
    connections,
    timeoutMs: 5000,
    onRecord: (record) => records.push(record),
    ...how,
  });
  return { records, done };
}

async function terminateUnderLoad(
  connections: Connections,
  environment: Record<string, string>,
  seconds: number,
) {
  await using going = await RunningContainer.startReady({ image: image('app'), environment });
  await using staying = await RunningContainer.startReady({ image: image('app') });
  await using service = await Balancer.listen([going.port, staying.port]);
  const { records, done } = send(service, connections, { seconds });
  // Every kept connection is open, and both pods answer.
  await waitUntil('three seconds of traffic', () => records.length > 3 * RATE);
  await going.signal('TERM');
  await sleep(ENDPOINT_REMOVAL_MS);
  service.remove(going.port);
  const exitCode = await going.exitCode();
  await done;
  return { records, exitCode };
}

function lostOf(records: TrafficRecord[]): Record<string, number> {
  const lost: Record<string, number> = {};
  for (const { outcome } of records) if (outcome !== 'ok') lost[outcome] = (lost[outcome] ?? 0) + 1;
  return lost;
}
