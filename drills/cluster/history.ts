import type { ClusterChange, Timeline } from '../timeline.ts';
import type { V1Pod } from './objects.ts';
import { ClusterState } from './state.ts';

type History = Pick<Timeline, 'changes' | 'workload'>;

export interface Snapshot extends ClusterChange {
  /** The cluster just after this change. Every snapshot has the same object: copy what must be kept. */
  readonly state: ClusterState;
}

/** Each change in turn, with the cluster as it stood then. */
export function* snapshotsOf({ changes, workload }: History): Generator<Snapshot> {
  const state = new ClusterState(workload);
  for (const change of changes) {
    state.apply(change);
    yield { ...change, state };
  }
}

/** Each change of a pod of the workload, but for the last one, its removal. */
export function* podSnapshotsOf(history: History): Generator<{ readonly atMs: number; readonly pod: V1Pod }> {
  for (const { atMs, type, object, state } of snapshotsOf(history)) {
    if (object.kind !== 'Pod' || type === 'DELETED') continue;
    const pod = state.pod(object.metadata.name);
    if (pod !== undefined) yield { atMs, pod };
  }
}

/** The cluster after the last change. */
export function endOf({ changes, workload }: History): ClusterState {
  const state = new ClusterState(workload);
  for (const change of changes) state.apply(change);
  return state;
}
