import { setTimeout as sleep } from 'node:timers/promises';
import { startTraffic } from '../../drills/traffic/traffic.ts';
import type { RunningContainer } from './engine.ts';

/** The manifest's probes. */
export const PROBE = { periodMs: 500, timeoutMs: 1000 } as const;
const HONEST_RPS = 10;

/** The kubelet's probes, and a client that does nothing wrong. */
export function observe(app: RunningContainer) {
  const stop = new AbortController();
  const probeMs: number[] = [];
  const failedProbes: string[] = [];
  const lost: string[] = [];
  const probing = (async () => {
    while (!stop.signal.aborted) {
      const startMs = performance.now();
      try {
        const answer = await fetch(`${app.url}/readyz`, {
          headers: { connection: 'close' },
          signal: AbortSignal.timeout(10 * PROBE.timeoutMs),
        });
        if (!answer.ok) failedProbes.push(`${answer.status} ${await answer.text()}`);
      } catch (error) {
        failedProbes.push(String(error));
      }
      probeMs.push(performance.now() - startMs);
      await sleep(PROBE.periodMs);
    }
  })();
  const traffic = startTraffic({
    url: `${app.url}/hostname`,
    ratePerSecond: HONEST_RPS,
    connections: 'both',
    timeoutMs: 10_000,
    signal: stop.signal,
    onRecord: ({ outcome, status, error }) => {
      // A shed request is answered 503: it is not lost.
      if (outcome !== 'ok' && status !== 503) lost.push(error ?? `${outcome} ${status}`);
    },
  });
  return {
    async end() {
      stop.abort();
      await Promise.all([probing, traffic.done]);
      return { slowestProbeMs: Math.max(...probeMs), failedProbes, lost };
    },
  };
}
