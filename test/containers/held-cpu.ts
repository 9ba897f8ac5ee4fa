import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { startTraffic } from '../../drills/traffic/traffic.ts';
import { image, percentile, RunningContainer } from './engine.ts';

const WINDOW_MS = 15_000;

export interface CpuTarget {
  readonly millicores: number;
  readonly trafficRps: number;
}

/** A container of 200m holds the target in every window, answers probes quickly, and loses no request. */
export async function expectHeld({ millicores, trafficRps }: CpuTarget): Promise<void> {
  await using app = await RunningContainer.startReady({ image: image('app') });
  const cpuMs = await app.cpuMeter();
  const stop = new AbortController();
  let lost = 0;
  const traffic =
    trafficRps > 0 &&
    startTraffic({
      url: `${app.url}/hostname`,
      ratePerSecond: trafficRps,
      connections: 'both',
      timeoutMs: 5000,
      signal: stop.signal,
      onRecord: ({ outcome }) => {
        if (outcome !== 'ok') lost += 1;
      },
    });
  const { status } = await app.json(`/cpu-load?millicores=${millicores}&seconds=60`);
  expect(status).toBe(202);

  const probeMs: number[] = [];
  for (const window of [1, 2, 3]) {
    const from = { atMs: performance.now(), cpuMs: cpuMs() };
    while (performance.now() - from.atMs < WINDOW_MS) {
      const sentMs = performance.now();
      const probe = await fetch(`${app.url}/readyz`, { headers: { connection: 'close' } });
      probeMs.push(performance.now() - sentMs);
      expect(probe.status).toBe(200);
      await probe.arrayBuffer();
      // Ten probes a second may cost 20m by themselves, beside the traffic: what is left has to be more
      // than nothing.
      await sleep(millicores < 100 ? 500 : 100);
    }
    const used = ((cpuMs() - from.cpuMs) / (performance.now() - from.atMs)) * 1000;
    expect(Math.abs(used - millicores), `window ${window}: used ${used.toFixed(1)}m`).toBeLessThanOrEqual(
      Math.max(2, millicores * 0.02),
    );
  }
  expect(percentile(probeMs, 0.99)).toBeLessThan(100);
  stop.abort();
  if (traffic) await traffic.done;
  expect(lost).toBe(0);
}
