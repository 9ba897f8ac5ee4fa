import { message } from '../../messages/all.ts';
import { snapshotsOf } from '../cluster/history.ts';
import type { Check, Text, Timeline } from '../timeline.ts';
import { check } from './check.ts';

export interface ReplicaCount {
  readonly replicas: number;
  readonly atMs: number;
}

/** The desired replicas and the ready endpoints over time, one entry for each change. */
export function replicaCounts(timeline: Timeline): { desired: ReplicaCount[]; ready: ReplicaCount[] } {
  const desired: ReplicaCount[] = [];
  const ready: ReplicaCount[] = [];
  for (const { atMs, object, state } of snapshotsOf(timeline)) {
    if (object.kind === 'Deployment') push(desired, state.deployment()?.spec.replicas, atMs);
    if (object.kind === 'EndpointSlice') push(ready, state.readyEndpoints()?.size, atMs);
  }
  return { desired, ready };
}

/**
 * The fewest desired replicas from the start until `untilMs`: an autoscaler may scale in while a drill runs.
 */
export function fewestDesired(timeline: Timeline): (untilMs: number) => number {
  const { desired } = replicaCounts(timeline);
  const { replicasAtStart = 0 } = timeline.facts;
  return (untilMs) => {
    const since = desired.filter(({ atMs }, index) => index === 0 || atMs <= untilMs);
    return Math.min(replicasAtStart, ...since.map(({ replicas }) => replicas));
  };
}

/** A drill that shows scaling out has to begin at the lowest number of replicas. */
export function startsAt(replicas: number, ready: readonly ReplicaCount[]): Check {
  const first = ready[0]?.replicas ?? 0;
  return check(message('replicas.startsAt', { count: replicas }), first === replicas, {
    expected: message('replicas.ready', { count: replicas }),
    actual: message('replicas.ready', { count: first }),
    remedy: message('replicas.waitForScaleDown'),
  });
}

/** Not checked where nothing was scaled out. */
export function comesBack(timeline: Timeline, name: Text, way: { from: number; to: number }): Check {
  const { desired, ready } = replicaCounts(timeline);
  const { from, to } = way;
  const expected = message('replicas.readyAtTheEnd', { count: to });
  const end = ready.at(-1)?.replicas ?? 0;
  const peak = ready.find(({ replicas }) => replicas >= from);
  if (peak === undefined && end === to)
    return check(name, null, {
      expected,
      actual: message('replicas.neverUp', { from, path: pathOf(desired) }),
      remedy: '',
    });
  return check(name, peak !== undefined && desired.at(-1)?.replicas === to && end === to, {
    expected,
    actual: `${end} (${pathOf(desired)})`,
    remedy: message('replicas.whyNoScaleDown'),
  });
}

/** `2 -> 3 -> 4` */
export function pathOf(counts: readonly ReplicaCount[]): Text {
  return counts.map(({ replicas }) => replicas).join(' -> ') || message('replicas.neverSeen');
}

export function mostOf(counts: readonly ReplicaCount[]): number {
  return Math.max(0, ...counts.map(({ replicas }) => replicas));
}

function push(counts: ReplicaCount[], replicas: number | undefined, atMs: number): void {
  if (replicas === undefined || counts.at(-1)?.replicas === replicas) return;
  counts.push({ replicas, atMs });
}
