import type { Text } from '../../../messages/message.ts';
import type { GrafanaSeen } from '../../../observability/stack/grafana-reading.ts';
import type { GrafanaCredentials } from '../../../observability/stack/grafana.ts';
import type { LinesElsewhere } from '../../../observability/stack/log-lines.ts';
import type { LogLine } from '../../../observability/stack/loki.ts';
import type { Series } from '../../../observability/stack/prometheus.ts';
import type { ScrapingSeen } from '../../../observability/stack/scraping.ts';
import type { V1Pod } from '../../cluster/objects.ts';

/** What the monitoring drill notes for its judge. */
export type MonitoringFacts = {
  readonly leakingPod: string;
  readonly leakStartedMs: number;
  readonly leakBytesPerSecond: number;
  readonly announcedSeconds: number;
  readonly namespace: string;
  /** How far the clock of the leaking pod's node is ahead of this machine's. */
  readonly nodeAheadMs: number;
  /** Services that looked like one of the three and did not answer, one line each. */
  readonly tried: readonly Text[];
  /** Null where there is none. */
  readonly prometheus: PrometheusSeen | null;
  readonly podLog: PodLogSeen;
  readonly loki: LokiSeen | null;
  readonly grafana: GrafanaSeen | null;
};

export type ServiceSeen = {
  /** `service monitoring/prometheus:9090`, or an address. */
  readonly where: string;
  readonly version: string | null;
  /** Why the service could not be read. */
  readonly problem: Text | null;
};

/** Times are Prometheus' own. */
export type PrometheusSeen = ServiceSeen &
  ScrapingSeen & {
    readonly aheadMs: number;
    readonly scrapeIntervalMs: number | null;
    readonly processStarts: readonly Series[];
    readonly memory: readonly Series[];
    readonly requests: readonly Series[];
    /** Of every container in the cluster that was OOMKilled. */
    readonly oomKilled: readonly Series[];
    /** `up` of kube-state-metrics. */
    readonly kubeStateMetrics: readonly Series[];
  };

/** The kubelet's log. Loki's lines are compared with it. */
export type PodLogSeen = {
  readonly problem: Text | null;
  readonly progress: readonly string[];
  /** The first line of the container after the killed one. */
  readonly successor: string | null;
};

export type LokiSeen = ServiceSeen &
  LinesElsewhere & {
    /** Of the leaking pod, by the labels that the lesson selects by. */
    readonly lines: readonly LogLine[];
  };

/** What the drill asks the stack about. */
export interface StackQuestion {
  readonly namespace: string;
  readonly pods: readonly V1Pod[];
  readonly leakingPod: string;
  readonly podLog: PodLogSeen;
  /** The path of the requests that the drill counts. */
  readonly trafficPath: string;
  readonly startedEpochMs: number;
  readonly credentials: GrafanaCredentials;
  /** How long the latest samples and lines may take to arrive. */
  readonly patienceMs: number;
}
