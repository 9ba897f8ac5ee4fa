import type { DataSource } from './grafana.ts';
import type { LogLine } from './loki.ts';
import type { ScrapeTarget, Series } from './prometheus.ts';

/** What the monitoring drill notes for its judge. */
export type MonitoringFacts = {
  readonly leakingPod: string;
  readonly leakStartedMs: number;
  readonly leakBytesPerSecond: number;
  readonly announcedSeconds: number;
  readonly namespace: string;
  /** How far the clock of the leaking pod's node is ahead of this machine's. */
  readonly nodeAheadMs: number;
  /** What looked like one of the three and did not answer, a line each. */
  readonly tried: readonly string[];
  /** Null where there is none. */
  readonly prometheus: PrometheusSeen | null;
  readonly podLog: PodLogSeen;
  readonly loki: LokiSeen | null;
  readonly grafana: GrafanaSeen | null;
};

type Service = {
  /** `service monitoring/prometheus:9090`, or an address. */
  readonly where: string;
  readonly version: string | null;
  /** Why nothing was learned from it. */
  readonly problem: string | null;
};

/** Times are Prometheus' own. */
export type PrometheusSeen = Service & {
  readonly aheadMs: number;
  readonly scrapeIntervalMs: number | null;
  /**
   * `app_info` of every namespace: one that is there under other labels can be told from one that is not
   * there.
   */
  readonly info: readonly Series[];
  readonly processStarts: readonly Series[];
  readonly memory: readonly Series[];
  readonly requests: readonly Series[];
  /** Of every container in the cluster that was OOMKilled. */
  readonly oomKilled: readonly Series[];
  /** `up` of kube-state-metrics. */
  readonly kubeStateMetrics: readonly Series[];
  readonly pods: readonly PodScrape[];
};

/** One pod of the workload as Prometheus' service discovery knows it. */
export type PodScrape = {
  readonly pod: string;
  readonly ip: string;
  /** Null where it has none. */
  readonly target: Pick<ScrapeTarget, 'state' | 'health' | 'lastError'> | null;
  /** Prometheus has found something in the pod's namespace. */
  readonly namespaceIsFound: boolean;
};

/** What the kubelet has: the truth about the lines. */
export type PodLogSeen = {
  readonly problem: string | null;
  readonly progress: readonly string[];
  /** The first line of the container that came after. */
  readonly successor: string | null;
};

export type LokiSeen = Service & {
  /** Of the leaking pod, by the labels that the lesson selects by. */
  readonly lines: readonly LogLine[];
  /** Names of labels that any stream has. */
  readonly labels: readonly string[];
  /** The labels under which lines of the pod were found, where they are others. */
  readonly elsewhere: LogLine['labels'] | null;
};

export type GrafanaSeen = Service & {
  readonly asksForLogin: boolean;
  readonly dashboardTitle: string | null;
  readonly dataSources: readonly (DataSource & {
    readonly rows: number | null;
    readonly problem: string | null;
  })[];
};
