import { setTimeout as sleep } from 'node:timers/promises';
import type { V1Pod } from '../cluster/objects.ts';
import { prometheusAheadMs } from './clocks.ts';
import { Prometheus, type ScrapeTarget } from './prometheus.ts';
import type { StackQuestion } from './question.ts';
import type { PodScrape, PrometheusSeen } from './seen.ts';
import type { StackService } from './stack-service.ts';

const POLL_MS = 1000;
/** Before the drill: a scrape before the first request is what counters are counted from. */
const LOOK_BACK_SECONDS = 120;

type PrometheusAsked = Pick<
  StackQuestion,
  'namespace' | 'pods' | 'leakingPod' | 'trafficPath' | 'startedEpochMs' | 'patienceMs'
>;

/** Everything the judge needs, asked for again until the restart is in it or patience ends. */
export async function askPrometheus(
  service: StackService,
  question: PrometheusAsked,
  signal: AbortSignal,
): Promise<PrometheusSeen> {
  const prometheus = new Prometheus(service);
  const deadlineMs = performance.now() + question.patienceMs;
  for (;;) {
    const seen = await lookOnce(prometheus, question);
    if (showsRestart(seen, question.leakingPod) || performance.now() > deadlineMs) return seen;
    await sleep(POLL_MS, undefined, { signal });
  }
}

async function lookOnce(
  prometheus: Prometheus,
  { namespace, pods, startedEpochMs, trafficPath }: PrometheusAsked,
): Promise<PrometheusSeen> {
  const { where, version } = prometheus.service;
  try {
    const seconds = (Date.now() - startedEpochMs) / 1000 + LOOK_BACK_SECONDS;
    const ours = `namespace="${namespace}"`;
    const aheadMs = await prometheusAheadMs(prometheus);
    const [targets, info, processStarts, memory, requests, oomKilled, kubeStateMetrics] = await Promise.all([
      prometheus.targets(),
      prometheus.samples('app_info', seconds),
      prometheus.samples(`process_start_time_seconds{${ours}}`, seconds),
      prometheus.samples(`app_container_memory_working_set_bytes{${ours}}`, seconds),
      prometheus.samples(`http_request_duration_seconds_count{${ours}, route="${trafficPath}"}`, seconds),
      prometheus.samples('kube_pod_container_status_last_terminated_reason{reason="OOMKilled"}', seconds),
      prometheus.samples('up{job=~".*kube-state-metrics.*"}', seconds),
    ]);
    return {
      where,
      version,
      problem: null,
      aheadMs,
      scrapeIntervalMs: targets.find((one) => concerns(one, pods[0]))?.intervalMs ?? null,
      info,
      processStarts,
      memory,
      requests,
      oomKilled,
      kubeStateMetrics,
      pods: pods.map((pod) => scrapeOf(pod, namespace, targets)),
    };
  } catch (err) {
    const problem = err instanceof Error ? err.message : String(err);
    return { ...NOTHING_SEEN, where, version, problem };
  }
}

const NOTHING_SEEN = {
  aheadMs: 0,
  scrapeIntervalMs: null,
  info: [],
  processStarts: [],
  memory: [],
  requests: [],
  oomKilled: [],
  kubeStateMetrics: [],
  pods: [],
};

/** A scrape of the new process, and kube-state-metrics' word on how the old one ended. */
function showsRestart({ processStarts, oomKilled }: PrometheusSeen, pod: string): boolean {
  const scraped = processStarts.some(
    ({ labels, samples }) => labels.pod === pod && new Set(samples.map(([, value]) => value)).size > 1,
  );
  return scraped && oomKilled.some(({ labels }) => labels.pod === pod || labels.exported_pod === pod);
}

function scrapeOf(pod: V1Pod, namespace: string, targets: readonly ScrapeTarget[]): PodScrape {
  const own = targets.filter((one) => concerns(one, pod));
  const target = own.find((one) => one.state === 'active') ?? own[0];
  return {
    pod: pod.metadata?.name ?? '',
    ip: pod.status?.podIP ?? '',
    target:
      target === undefined
        ? null
        : { state: target.state, health: target.health, lastError: target.lastError },
    namespaceIsFound: targets.some(({ discovered }) => discovered.__meta_kubernetes_namespace === namespace),
  };
}

/** By what was discovered, and by the label for a configuration that names its targets itself. */
function concerns({ discovered, labels }: ScrapeTarget, pod: V1Pod | undefined): boolean {
  const name = pod?.metadata?.name;
  return name !== undefined && (discovered.__meta_kubernetes_pod_name === name || labels.pod === name);
}
