import { expect, it } from 'vitest';
import { startTraffic } from '../../drills/traffic/traffic.ts';
import { waitUntil } from '../support/wait-until.ts';
import { describeWithEngine, image, RunningContainer } from './engine.ts';
import { type CpuTarget, expectHeld } from './held-cpu.ts';

/** Each target has headroom: the containers beside it share the CPU caches. */
const targets: CpuTarget[] = [
  { millicores: 20, trafficRps: 0 },
  { millicores: 130, trafficRps: 0 },
  { millicores: 180, trafficRps: 0 },
  { millicores: 130, trafficRps: 50 },
  { millicores: 180, trafficRps: 50 },
];

describeWithEngine('a CPU load in a container of 200m', () => {
  it.concurrent.for(targets)(
    'holds $millicores m in every 15 s window, with $trafficRps rps of traffic',
    expectHeld,
  );

  it('at 90 % of the limit, with 200 requests a second, sheds none of them', async () => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    const { body } = await app.json('/cpu-load?millicores=180&seconds=60');
    expect(body.parameters.millicores).toBe(180);
    const outcomes = new Map<string, number>();
    const traffic = startTraffic({
      url: `${app.url}/hostname`,
      ratePerSecond: 200,
      seconds: 30,
      connections: 'both',
      timeoutMs: 5000,
      onRecord: ({ outcome }) => outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1),
    });
    await traffic.done;
    const { pressure } = (await app.json('/info')).body;
    expect([Object.fromEntries(outcomes), pressure.requestsShed]).toEqual([
      { ok: 6000 },
      { requestsInFlight: 0, eventLoopDelay: 0 },
    ]);
    expect(pressure.eventLoopDelayMs).toBeLessThan(pressure.maxEventLoopDelayMs / 2);
  });

  it('refuses more than the limit and names it', async () => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    const { status, body } = await app.json('/cpu-load?millicores=201');
    expect(status).toBe(400);
    expect(body.message).toBe('millicores must be an integer from 1 to 200, got 201');
  });

  it('says so where traffic alone uses more than was asked for', async () => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    const stop = new AbortController();
    const traffic = startTraffic({
      url: `${app.url}/hostname`,
      ratePerSecond: 100,
      connections: 'fresh',
      timeoutMs: 5000,
      signal: stop.signal,
      onRecord: () => {},
    });
    await app.json('/cpu-load?millicores=10&seconds=30');
    await waitUntil(
      'the note',
      async () => JSON.stringify((await app.json('/faults')).body.active).includes('more than was asked for'),
      10_000,
    );
    stop.abort();
    await traffic.done;
  });
});
