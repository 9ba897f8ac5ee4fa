import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startTraffic } from '../../drills/traffic/traffic.ts';
import { describeWithEngine, image, RunningContainer } from './engine.ts';
import { observe } from './observe.ts';

/** The liveness probe of the manifest allows three failures, one a second. */
const LIVENESS_PATIENCE_MS = 3000;
const SECONDS = 10;

describeWithEngine('more traffic than a container of 200m and 200 MiB can answer', () => {
  it('500 slow requests a second: those beyond the bound are refused at once, the others are answered', async () => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    // Two seconds of them are in flight at once: twice the bound.
    await app.json('/faults/latency?milliseconds=2000&seconds=60', { method: 'POST' });
    const { answers, probes, pressure } = await load(app, { ratePerSecond: 500, connections: 1500 });
    expect(probes).toEqual({ failedProbes: [], isSlow: false });
    expect(Object.keys(answers).toSorted()).toEqual(['200', '503']);
    expect(pressure.requestsShed.eventLoopDelay).toBe(0);
    // The count includes requests of the observer.
    expect(pressure.requestsShed.requestsInFlight).toBeGreaterThanOrEqual(answers[503] ?? 0);
    expect(answers[200]).toBeGreaterThan(0);
  });

  it('4,000 quick requests a second: each is answered or refused, and none is lost', async () => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    const { answers, probes, pressure } = await load(app, { ratePerSecond: 4000, connections: 100 });
    expect(probes).toEqual({ failedProbes: [], isSlow: false });
    const { 200: answered = 0, 503: refused = 0, ...lost } = answers;
    expect({ lost, sum: answered + refused }).toEqual({ lost: {}, sum: 4000 * SECONDS });
    expect(answered).toBeGreaterThan(0);
    const { requestsInFlight, eventLoopDelay } = pressure.requestsShed;
    expect(requestsInFlight + eventLoopDelay).toBeGreaterThanOrEqual(refused);
  });
});

/** The answers by status, or by what went wrong instead. */
async function load(
  app: RunningContainer,
  { ratePerSecond, connections }: { ratePerSecond: number; connections: number },
) {
  const { startedAt } = (await app.json('/info')).body;
  const observer = observe(app);
  const answers: Record<string, number> = {};
  const traffic = startTraffic({
    url: `${app.url}/hostname`,
    ratePerSecond,
    seconds: SECONDS,
    connections: 'keep-alive',
    keepAliveConnections: connections,
    timeoutMs: 10_000,
    onRecord: ({ status, error, outcome }) => {
      const answer = status ?? error ?? outcome;
      answers[answer] = (answers[answer] ?? 0) + 1;
    },
  });
  await traffic.done;
  const { slowestProbeMs, failedProbes } = await observer.end();
  const { pressure, ...info } = (await app.json('/info')).body;
  expect(info.startedAt).toBe(startedAt);
  // Later requests are served again.
  await sleep(2000);
  expect((await fetch(`${app.url}/hostname`)).status).toBe(200);
  return { answers, pressure, probes: { failedProbes, isSlow: slowestProbeMs > LIVENESS_PATIENCE_MS } };
}
