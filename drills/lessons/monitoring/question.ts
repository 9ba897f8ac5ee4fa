import type { GrafanaCredentials } from '../../../observability/stack/grafana.ts';
import type { V1Pod } from '../../cluster/objects.ts';
import type { PodLogSeen } from './seen.ts';

/** What the drill asks the stack about. */
export interface StackQuestion {
  readonly namespace: string;
  readonly pods: readonly V1Pod[];
  readonly leakingPod: string;
  readonly podLog: PodLogSeen;
  /** Of the requests that the drill counts. */
  readonly trafficPath: string;
  readonly startedEpochMs: number;
  readonly credentials: GrafanaCredentials;
  /** How long what has happened last may take to arrive. */
  readonly patienceMs: number;
}
