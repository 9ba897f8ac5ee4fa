import type { ClusterChange } from '../timeline.ts';
import type { Workload } from '../workload.ts';
import { ClusterState } from './state.ts';

interface History {
  readonly changes: readonly ClusterChange[];
  /** Ours by default. */
  readonly workload?: Workload;
}

export interface Snapshot extends ClusterChange {
  /** The cluster just after this change. One object for all moments: what is kept of it must be copied. */
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

/** The cluster after the last change. */
export function endOf({ changes, workload }: History): ClusterState {
  const state = new ClusterState(workload);
  for (const change of changes) state.apply(change);
  return state;
}
