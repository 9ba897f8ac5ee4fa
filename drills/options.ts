import type { StackAddresses } from '../observability/stack/discovery.ts';
import type { GrafanaCredentials } from '../observability/stack/grafana.ts';
import type { Workload } from './workload.ts';

export type Format = 'text' | 'github';

/** Options of a run and of a replay. */
export interface OutputOptions {
  readonly reportDirectory: string | null;
  readonly format: Format;
}

export interface DrillOptions extends OutputOptions {
  readonly drills: readonly string[];
  /** As they were typed, for the report. */
  readonly flags: readonly string[];
  readonly timeoutSeconds: number | null;
  readonly namespace: string | undefined;
  readonly context: string | undefined;
  readonly ratePerSecond: number | null;
  /** From 0 to 1. */
  readonly untilShare: number | null;
  readonly url: string | null;
  readonly recordDirectory: string | null;
  readonly imageUpdate: string;
  readonly imageError: string;
  readonly quick: boolean;
  /** A person does by hand first what the cluster then does by itself. */
  readonly manual: boolean;
  readonly workload: Workload;
  /** The path to request of a service that is not ours. */
  readonly path: string;
  readonly restart: boolean;
  /** How long `watch` lasts. Null: until Ctrl-C. */
  readonly seconds: number | null;
  /** Questions count as answered with yes. */
  readonly yes: boolean;
  readonly beforeSeconds: number;
  readonly afterSeconds: number | null;
  /** How long the preflight waits for the cluster, e.g. for a rollout or for metrics. */
  readonly patienceSeconds: number;
  readonly faultsToken: string | undefined;
  readonly stack: StackAddresses;
  readonly grafana: GrafanaCredentials;
}
