import { saidBy } from '../../../messages/message.ts';
import { prometheusAheadMs } from '../../../observability/stack/clocks.ts';
import { ITS_TARGETS } from '../../../observability/stack/kube-state-metrics.ts';
import { Prometheus } from '../../../observability/stack/prometheus.ts';
import { concerns, scrapeOf } from '../../../observability/stack/scraping.ts';
import type { StackService } from '../../../observability/stack/stack-service.ts';
import { poll } from '../../../scripts/poll.ts';
import type { PrometheusSeen, StackQuestion } from './seen.ts';

const POLL_MS = 1000;
/** Counting starts at a scrape before the first request. */
const LOOK_BACK_SECONDS = 120;

/**
 * Everything that the verdict needs. Prometheus is asked until it has the restart, or until `patienceMs` is
 * over.
 */
export async function askPrometheus(
  service: StackService,
  question: StackQuestion,
  signal: AbortSignal,
): Promise<PrometheusSeen> {
  const prometheus = new Prometheus(service);
  return poll(
    () => lookOnce(prometheus, question),
    (seen) => showsRestart(seen, question.leakingPod),
    { everyMs: POLL_MS, withinMs: question.patienceMs, signal },
  );
}

async function lookOnce(
  prometheus: Prometheus,
  { namespace, pods, startedEpochMs, trafficPath }: StackQuestion,
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
      prometheus.samples(ITS_TARGETS, seconds),
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
    const problem = saidBy(err);
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

/** Prometheus has a scrape of the new process, and from kube-state-metrics how the old one ended. */
function showsRestart({ processStarts, oomKilled }: PrometheusSeen, pod: string): boolean {
  const scraped = processStarts.some(
    ({ labels, samples }) => labels.pod === pod && new Set(samples.map(([, value]) => value)).size > 1,
  );
  return scraped && oomKilled.some(({ labels }) => labels.pod === pod || labels.exported_pod === pod);
}
