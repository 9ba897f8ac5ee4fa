import { isDeepStrictEqual } from 'node:util';
import { snapshotsOf } from '../cluster/history.ts';
import { isReady, isTerminating } from '../cluster/state.ts';
import type { Timeline } from '../timeline.ts';

/** Holds from `atMs` until the next step. */
export interface ReplicaStep {
  readonly atMs: number;
  /** Ready pods that are not terminating. */
  readonly ready: number;
  readonly desired: number;
  /** The HorizontalPodAutoscaler's desiredReplicas; null while they are unknown. */
  readonly hpaDesired: number | null;
}

/** A watch lists existing objects one by one: counts before this time are incomplete. */
const INITIAL_LIST_MS = 2000;

export function replicaSteps(timeline: Pick<Timeline, 'changes' | 'workload'>): ReplicaStep[] {
  const steps: ReplicaStep[] = [];
  for (const { atMs, state } of snapshotsOf(timeline)) {
    const desired = state.deployment()?.spec?.replicas;
    if (desired === undefined) continue;
    const ready = state.pods().filter((pod) => isReady(pod) && !isTerminating(pod)).length;
    // 0: the autoscaler has not computed a number yet.
    const hpaDesired = state.autoscaler()?.status?.desiredReplicas || null;
    const step = { atMs: Math.max(0, atMs), ready, desired, hpaDesired };
    if (steps.at(-1)?.atMs === step.atMs) steps.pop();
    if (!isDeepStrictEqual({ ...steps.at(-1), atMs: 0 }, { ...step, atMs: 0 })) steps.push(step);
  }
  return steps.filter((step, index) => {
    const nextMs = steps[index + 1]?.atMs ?? INITIAL_LIST_MS;
    return step.atMs >= INITIAL_LIST_MS || nextMs >= INITIAL_LIST_MS;
  });
}
