import { ClusterState, isLeaving, isReady } from '../cluster/state.ts';
import type { Timeline } from '../timeline.ts';

/** Holds from `atMs` until the next step. Null where the cluster has not said. */
export interface ReplicaStep {
  readonly atMs: number;
  /** Ready pods that are not on their way out. */
  readonly ready: number;
  readonly desired: number | null;
  /** What the HorizontalPodAutoscaler would like. */
  readonly hpaDesired: number | null;
}

const INITIAL_LIST_MS = 2000;

export function replicaSteps({ changes, workload }: Pick<Timeline, 'changes' | 'workload'>): ReplicaStep[] {
  const state = new ClusterState(workload);
  const steps: ReplicaStep[] = [];
  for (const change of changes) {
    state.apply(change);
    const step: ReplicaStep = {
      atMs: Math.max(0, change.atMs),
      ready: state.pods().filter((pod) => isReady(pod) && !isLeaving(pod)).length,
      desired: state.deployment()?.spec?.replicas ?? null,
      // 0 is an autoscaler that has not reckoned yet.
      hpaDesired: state.autoscaler()?.status?.desiredReplicas || null,
    };
    const last = steps.at(-1);
    if (last !== undefined && last.atMs === step.atMs) steps.pop();
    const before = steps.at(-1);
    if (
      before?.ready !== step.ready ||
      before.desired !== step.desired ||
      before.hpaDesired !== step.hpaDesired
    )
      steps.push(step);
  }
  return steps.filter(({ atMs, desired }, index) => {
    // The first objects arrive one by one: the cluster is known when they are all there.
    const next = steps[index + 1];
    return (
      desired !== null && (atMs >= INITIAL_LIST_MS || next === undefined || next.atMs >= INITIAL_LIST_MS)
    );
  });
}
