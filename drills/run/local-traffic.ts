import { isOurs } from '../../scripts/workload.ts';
import type { NodeAddress } from '../cluster/service-address.ts';
import { startTraffic } from '../traffic/traffic.ts';
import type { DrillRun, RunningTraffic, TrafficPlan } from './drill-run.ts';

export const TRAFFIC = {
  /** Kept and fresh connections fail in different ways: a drill looks at both. */
  connections: 'both',
  timeoutMs: 5000,
  path: '/hostname',
} as const;

/** Traffic from this process, on the drill's own clock. */
export function startLocalTraffic(
  run: DrillRun,
  url: string,
  nodes: readonly NodeAddress[],
  plan: TrafficPlan,
  firstNumber: number,
): RunningTraffic {
  const { options, workload } = run.setup;
  const sending = new AbortController();
  const traffic = startTraffic({
    url: new URL(isOurs(workload) ? TRAFFIC.path : options.path, url).href,
    expectBody: isOurs(workload) ? undefined : 'any',
    ...plan,
    nodes,
    client: run.client,
    firstNumber,
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
