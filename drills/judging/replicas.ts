import { momentsOf } from '../cluster/history.ts';
import type { Check, Timeline } from '../timeline.ts';
import { check } from './check.ts';

export interface ReplicaCount {
  readonly replicas: number;
  readonly atMs: number;
}

/** What was desired of the Deployment, and how many endpoints were ready: one entry a change. */
export function replicaCounts(timeline: Timeline): { desired: ReplicaCount[]; ready: ReplicaCount[] } {
  const desired: ReplicaCount[] = [];
  const ready: ReplicaCount[] = [];
  for (const { atMs, object, state } of momentsOf(timeline)) {
    if (object.kind === 'Deployment') push(desired, state.deployment()?.spec?.replicas, atMs);
    if (object.kind === 'EndpointSlice') push(ready, state.readyEndpoints()?.size, atMs);
  }
  return { desired, ready };
}

/**
 * The fewest that were desired from the start on, until then: an autoscaler may take some away while a drill
 * runs.
 */
export function fewestDesired(timeline: Timeline): (untilMs: number) => number {
  const { desired } = replicaCounts(timeline);
  const { replicasAtStart = 0 } = timeline.facts;
  return (untilMs) => {
    const since = desired.filter(({ atMs }, index) => index === 0 || atMs <= untilMs);
    return Math.min(replicasAtStart, ...since.map(({ replicas }) => replicas));
  };
}

/** Where an autoscaler is to be seen, it has to have come down first. */
export function startsAt(replicas: number, ready: readonly ReplicaCount[]): Check {
  const first = ready[0]?.replicas ?? 0;
  return check(`starts at ${replicas} replicas`, first === replicas, {
    expected: `${replicas} ready`,
    actual: `${first} ready`,
    remedy: 'let the autoscaler come down first: kubectl get hpa app-1-2-2-1 -w',
  });
}

/** `2 -> 3 -> 4` */
export function pathOf(counts: readonly ReplicaCount[]): string {
  return counts.map(({ replicas }) => replicas).join(' -> ') || 'never seen';
}

export function mostOf(counts: readonly ReplicaCount[]): number {
  return Math.max(0, ...counts.map(({ replicas }) => replicas));
}

function push(counts: ReplicaCount[], replicas: number | undefined, atMs: number): void {
  if (replicas === undefined || counts.at(-1)?.replicas === replicas) return;
  counts.push({ replicas, atMs });
}
