import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Connections, startTraffic, type TrafficRecord } from '../../drills/traffic/traffic.ts';
import { Balancer } from '../balancer.ts';
import { describeWithEngine, image, RunningContainer } from './engine.ts';

/** Endpoints are removed in parallel with SIGTERM, and late: this late is a slow cluster. */
const ENDPOINT_REMOVAL_MS = 2000;
const RATE = 200;

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
    await sleep(500);
    await app.signal('TERM');
    const { status, headers } = await slow;
    expect(status).toBe(200);
    expect(headers.get('connection')).toBe('close');
    expect(await app.exitCode()).toBe(0);
    expect(await app.log()).toContain('"msg":"drain finished"');
  });
});

async function terminateUnderLoad(
  connections: Connections,
  environment: Record<string, string>,
  seconds: number,
) {
  await using going = await RunningContainer.startReady({ image: image('app'), environment });
  await using staying = await RunningContainer.startReady({ image: image('app') });
  await using service = await Balancer.listen([going.port, staying.port]);
  const records: TrafficRecord[] = [];
  const traffic = startTraffic({
    url: `${service.url}/hostname`,
    ratePerSecond: RATE,
    seconds,
    connections,
    timeoutMs: 5000,
    onRecord: (record) => records.push(record),
  });
  await sleep(3000);
  await going.signal('TERM');
  await sleep(ENDPOINT_REMOVAL_MS);
  service.remove(going.port);
  const exitCode = await going.exitCode();
  await traffic.done;
  return { records, exitCode };
}

function lostOf(records: TrafficRecord[]): Record<string, number> {
  const lost: Record<string, number> = {};
  for (const { outcome } of records) if (outcome !== 'ok') lost[outcome] = (lost[outcome] ?? 0) + 1;
  return lost;
}
