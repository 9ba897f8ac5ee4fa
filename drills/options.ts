import type { StackAddresses } from '../observability/stack/discovery.ts';
import type { GrafanaCredentials } from '../observability/stack/grafana.ts';
import type { Workload } from './workload.ts';

export type Format = 'text' | 'github';

/** What a run and a replay have in common. */
export interface OutputOptions {
  readonly reportDirectory: string | null;
  readonly format: Format;
}

export interface DrillOptions extends OutputOptions {
  readonly drills: readonly string[];
  /** As typed, for the report. */
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
  /** A person does first what the cluster does by itself. */
  readonly manual: boolean;
  readonly workload: Workload;
  /** What is asked of a service that is not ours. */
  readonly path: string;
  readonly restart: boolean;
  /** How long to watch; null until Ctrl-C. */
  readonly seconds: number | null;
  /** Nobody is asked. */
  readonly yes: boolean;
  readonly beforeSeconds: number;
  readonly afterSeconds: number | null;
  /** How long the cluster may take to be ready for a drill: at rest, with metrics. */
  readonly patienceSeconds: number;
  readonly faultsToken: string | undefined;
  readonly stack: StackAddresses;
  readonly grafana: GrafanaCredentials;
}
