import { endOf } from '../../../drills/cluster/history.ts';
import type { V1Pod } from '../../../drills/cluster/objects.ts';
import { askStack } from '../../../drills/lessons/monitoring/ask-stack.ts';
import type { MonitoringFacts, PodLogSeen } from '../../../drills/lessons/monitoring/seen.ts';
import type { SelfHealingFacts } from '../../../drills/lessons/self-healing.ts';
import type { Timeline } from '../../../drills/timeline.ts';
import { NO_STACK, type Stack } from '../../../observability/stack/discovery.ts';
import type { GrafanaCredentials } from '../../../observability/stack/grafana.ts';
import { type StackKind, StackService } from '../../../observability/stack/stack-service.ts';
import { readShipped } from '../timelines/shipped.ts';
import { FakeGrafana } from './fake-grafana.ts';
import { FakeLoki } from './fake-loki.ts';
import { FakePrometheus } from './fake-prometheus.ts';

const SCRAPE_INTERVAL_MS = 5000;
const SCRAPED_BEFORE_MS = 60_000;
const MIB = 2 ** 20;
/** From the kubelet's start of a container to the process' own. */
const PROCESS_START_MS = 150;
const NAMESPACE = 'default';
const CONTAINER = 'app-1-2-2-1';

export type RecordedLeak = Timeline<SelfHealingFacts>;
const timeline = (await readShipped('self-healing')) as RecordedLeak;

/** The leak of a real cluster, moved in time so that it has just ended. */
export function recordedLeak(): RecordedLeak {
  const laterMs = Date.now() - Date.parse(timeline.startedAt) - timeline.durationMs;
  const iso = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)"/g;
  const later = (time: string) => new Date(Date.parse(time) + laterMs).toISOString();
  return JSON.parse(JSON.stringify(timeline).replaceAll(iso, (_, time) => `"${later(time)}"`));
}

/** Fakes of Prometheus, Loki and Grafana with the data of the recorded leak. */
export class RecordedStack {
  readonly timeline = recordedLeak();
  readonly prometheus = new FakePrometheus();
  readonly loki = new FakeLoki();
  readonly grafana = new FakeGrafana();
  readonly leakingPod: string;
  podLog: PodLogSeen;

  static async start(prometheusAheadMs = 0): Promise<RecordedStack> {
    const stack = new RecordedStack(prometheusAheadMs);
    for (const program of [stack.prometheus, stack.loki, stack.grafana]) await program.listen();
    return stack;
  }

  private constructor(prometheusAheadMs: number) {
    this.prometheus.aheadMs = prometheusAheadMs;
    this.leakingPod = this.timeline.facts.leakingPod ?? '';
    this.podLog = writtenLog(this.timeline, this.leakingPod);
    for (const pod of this.pods()) this.#scrape(pod);
    this.#scrapeKubeStateMetrics();
    for (const line of [...this.podLog.progress, this.podLog.successor ?? '']) this.ship(line);
    this.grafana.dashboards = { 'app-1-2-2-1': { dashboard: { title: 'app-1-2-2-1' } } };
    this.grafana.addDataSource('prometheus', 'Prometheus', this.prometheus);
    this.grafana.addDataSource('loki', 'Loki', this.loki);
  }

  pods(): V1Pod[] {
    return endOf(this.timeline).pods();
  }

  ship(line: string): void {
    const labels = { namespace: NAMESPACE, container: CONTAINER, pod: this.leakingPod };
    this.loki.push(labels, Date.parse(JSON.parse(line).time), line);
  }

  /** The facts that the drill notes of this stack. */
  async observe({
    without = [],
    credentials = { token: undefined, user: undefined, password: undefined },
    nodeAheadMs = 0,
    tried = [],
  }: {
    readonly without?: readonly StackKind[];
    readonly credentials?: GrafanaCredentials;
    readonly nodeAheadMs?: number;
    readonly tried?: readonly string[];
  } = {}): Promise<Timeline<MonitoringFacts>> {
    const at = (kind: StackKind) =>
      without.includes(kind) ? null : StackService.atAddress(kind, this[kind].url);
    const stack: Stack = {
      ...NO_STACK,
      prometheus: at('prometheus'),
      loki: at('loki'),
      grafana: at('grafana'),
    };
    const { timeline, leakingPod, podLog } = this;
    const seen = await askStack(
      stack,
      {
        namespace: NAMESPACE,
        pods: this.pods(),
        leakingPod,
        podLog,
        trafficPath: '/hostname',
        startedEpochMs: Date.parse(timeline.startedAt),
        credentials,
        patienceMs: 0,
      },
      new AbortController().signal,
    );
    const leakBytesPerSecond = 5.7 * MIB;
    const facts = {
      ...timeline.facts,
      namespace: NAMESPACE,
      leakBytesPerSecond,
      nodeAheadMs,
      tried,
      podLog,
      ...seen,
    };
    return { ...timeline, drill: 'monitoring', facts };
  }

  #scrape(pod: V1Pod) {
    const name = pod.metadata?.name ?? '';
    const common = {
      namespace: NAMESPACE,
      pod: name,
      job: 'kubernetes-pods',
      instance: `${pod.status?.podIP}:8080`,
    };
    this.prometheus.activeTargets.push({
      labels: common,
      discoveredLabels: { __meta_kubernetes_pod_name: name, __meta_kubernetes_namespace: NAMESPACE },
      health: 'up',
      lastError: '',
      scrapeInterval: '5s',
    });
    const { timeline } = this;
    const beganEpochMs = Date.parse(timeline.startedAt);
    const phaseMs = name === this.leakingPod ? 1300 : 3700;
    for (let atMs = phaseMs - SCRAPED_BEFORE_MS; atMs < timeline.durationMs; atMs += SCRAPE_INTERVAL_MS) {
      const process = processAt(timeline, name, atMs);
      if (process === null) continue;
      const store = (metric: string, value: number, labels = {}) =>
        this.prometheus.add({ __name__: metric, ...common, ...labels }, beganEpochMs + atMs, value);
      const sinceMs = process.startedMs;
      const answers = timeline.requests.filter(
        (one) => one.pod === name && one.scheduledMs + one.latencyMs <= atMs && one.scheduledMs >= sinceMs,
      );
      store('process_start_time_seconds', (beganEpochMs + sinceMs) / 1000);
      store('app_info', 1, { version: '1.0.0', colour: '#0072b2' });
      store('app_container_memory_working_set_bytes', memoryAt(timeline, name, atMs));
      if (answers.length > 0)
        store('http_request_duration_seconds_count', answers.length, {
          method: 'GET',
          route: '/hostname',
          status_code: '200',
        });
      store('http_request_duration_seconds_count', Math.max(0, Math.round((atMs - sinceMs) / 1000)), {
        method: 'GET',
        route: '/readyz',
        status_code: '200',
      });
    }
  }

  #scrapeKubeStateMetrics() {
    const { timeline, leakingPod } = this;
    const beganEpochMs = Date.parse(timeline.startedAt);
    const killed = timeline.changes.find(
      ({ object }) => object.kind === 'Pod' && object.status.containerStatuses?.[0]?.restartCount === 1,
    );
    const common = { job: 'kube-state-metrics', instance: '10.244.1.9:8080' };
    for (let atMs = 0; atMs < timeline.durationMs; atMs += SCRAPE_INTERVAL_MS) {
      this.prometheus.add({ __name__: 'up', ...common }, beganEpochMs + atMs, 1);
      if (killed === undefined || atMs < killed.atMs) continue;
      const labels = { namespace: NAMESPACE, pod: leakingPod, container: CONTAINER, reason: 'OOMKilled' };
      const metric = 'kube_pod_container_status_last_terminated_reason';
      this.prometheus.add({ __name__: metric, ...common, ...labels }, beganEpochMs + atMs, 1);
    }
  }
}

/** The process in a pod's container at a time; null where there was none to scrape. */
function processAt(timeline: Timeline, pod: string, atMs: number): { startedMs: number } | null {
  const seen = timeline.changes.filter(
    ({ object, atMs: changedMs }) =>
      object.kind === 'Pod' && object.metadata.name === pod && changedMs <= Math.max(atMs, 100),
  );
  const running = seen.at(-1)?.object.status.containerStatuses[0].state.running;
  if (running === undefined) return null;
  return { startedMs: Date.parse(running.startedAt) - Date.parse(timeline.startedAt) + PROCESS_START_MS };
}

function memoryAt({ usage }: Timeline, pod: string, atMs: number): number {
  const own = usage.filter((one) => one.pod === pod);
  return (own.findLast((one) => one.atMs <= atMs) ?? own[0])?.memoryBytes ?? 0;
}

/** The log of the service: a line each second of the leak, and one when the next process listens. */
function writtenLog(timeline: RecordedLeak, pod: string): PodLogSeen {
  const epochMs = Date.parse(timeline.startedAt) + (timeline.facts.leakStartedMs ?? 0);
  const line = (atMs: number, fields: object) =>
    JSON.stringify({ level: 'info', time: new Date(atMs).toISOString(), pod, version: '1.0.0', ...fields });
  return {
    problem: null,
    progress: Array.from({ length: 31 }, (_, second) =>
      line(epochMs + second * 1000, {
        fault: 'memory-leak',
        leakedBytes: Math.round(second * 5.7 * MIB),
        msg: 'fault progressed',
      }),
    ),
    successor: line(epochMs + 33_000, { memoryLimitBytes: 200 * MIB, msg: 'service started' }),
  };
}
