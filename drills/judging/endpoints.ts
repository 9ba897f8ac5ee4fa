import { ClusterState } from '../cluster/state.ts';
import type { Timeline } from '../timeline.ts';

/** From `fromMs` until `untilMs` exactly these pods were ready endpoints of the Service. */
export interface ReadyPeriod {
  readonly fromMs: number;
  readonly untilMs: number;
  readonly pods: ReadonlySet<string>;
}

export function readyPeriods(timeline: Timeline): ReadyPeriod[] {
  const state = new ClusterState();
  const periods: ReadyPeriod[] = [];
  let current: { fromMs: number; pods: ReadonlySet<string> } | null = null;
  for (const change of timeline.changes) {
    state.apply(change);
    if (change.object.kind !== 'EndpointSlice') continue;
    const pods = state.readyEndpoints();
    if (pods === null) continue;
    if (current !== null && sameSet(current.pods, pods)) continue;
    if (current !== null) periods.push({ ...current, untilMs: change.atMs });
    current = { fromMs: change.atMs, pods };
  }
  if (current !== null) periods.push({ ...current, untilMs: Math.max(timeline.durationMs, current.fromMs) });
  return periods;
}

export interface FewestReady {
  readonly count: number;
  readonly atMs: number;
}

/** Null where no endpoint slice of the Service was ever seen. */
export function fewestReady(timeline: Timeline): FewestReady | null {
  let fewest: FewestReady | null = null;
  for (const { fromMs, pods } of readyPeriods(timeline)) {
    if (fewest === null || pods.size < fewest.count) fewest = { count: pods.size, atMs: fromMs };
  }
  return fewest;
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((one) => b.has(one));
}
