import type { DrillRun, TrafficFeed } from './run.ts';
import { startTraffic } from './traffic/traffic.ts';

export const TRAFFIC = {
  /** Kept connections and fresh ones fail in different ways: a drill wants to see both. */
  connections: 'both',
  timeoutMs: 5000,
  path: '/hostname',
} as const;

/** Traffic from this process, on the drill's own clock. */
export function startLocalTraffic(run: DrillRun, url: string, ratePerSecond: number): TrafficFeed {
  const sending = new AbortController();
  const traffic = startTraffic({
    url: new URL(TRAFFIC.path, url).href,
    ratePerSecond,
    connections: TRAFFIC.connections,
    timeoutMs: TRAFFIC.timeoutMs,
    signal: sending.signal,
    now: () => run.nowMs(),
    onRecord: (record) => run.record(record),
  });
  return {
    originMs: 0,
    stop: () => {
      sending.abort();
      return traffic.done;
    },
  };
}
