import { prometheusAheadMs } from '../../../observability/stack/clocks.ts';
import { Prometheus } from '../../../observability/stack/prometheus.ts';
import { concerns } from '../../../observability/stack/scraping.ts';
import type { StackService } from '../../../observability/stack/stack-service.ts';
import { poll } from '../../../scripts/poll.ts';
import type { V1Pod } from '../../cluster/objects.ts';
import { CLOCK_ERROR_MS } from './check-requests.ts';

const POLL_MS = 500;
const LOOK_BACK_SECONDS = 60;
/** A Prometheus that has just started finds its targets within a few seconds. */
const DISCOVERY_SECONDS = 15;

/**
 * Waits until Prometheus has scraped each pod once more. Earlier requests of other clients, a drill before
 * this one among them, are then in the count with which this drill begins. Gives up without an error: the
 * drill's own checks say why a pod is not scraped.
 */
export async function untilScrapedAgain(
  service: StackService,
  {
    namespace,
    pods,
    patienceSeconds,
  }: { namespace: string; pods: readonly V1Pod[]; patienceSeconds: number },
  signal: AbortSignal,
): Promise<void> {
  const prometheus = new Prometheus(service);
  const startMs = performance.now();
  try {
    const sinceMs = Date.now() + (await prometheusAheadMs(prometheus));
    const areScraped = async () => {
      const scrapes = await lastScrapes(prometheus, namespace, pods);
      const settledMs = (await prometheus.nowMs()) - 2 * CLOCK_ERROR_MS;
      return scrapes.every((atMs) => atMs > sinceMs && atMs < settledMs);
    };
    const areFound = async () => {
      const targets = await prometheus.targets();
      return pods.every((pod) => targets.some((one) => one.state === 'active' && concerns(one, pod)));
    };
    const isOver = async () => {
      if (await areScraped()) return true;
      const seconds = (await areFound()) ? patienceSeconds : Math.min(patienceSeconds, DISCOVERY_SECONDS);
      return performance.now() - startMs > seconds * 1000;
    };
    await poll(isOver, Boolean, { everyMs: POLL_MS, signal });
  } catch {
    signal.throwIfAborted();
  }
}

/** On Prometheus' own clock. */
async function lastScrapes(
  prometheus: Prometheus,
  namespace: string,
  pods: readonly V1Pod[],
): Promise<number[]> {
  const selector = `process_start_time_seconds{namespace="${namespace}"}`;
  const series = await prometheus.samples(selector, LOOK_BACK_SECONDS);
  return pods.map(({ metadata }) => {
    const samples = series.filter(({ labels }) => labels.pod === metadata.name).flatMap((one) => one.samples);
    return samples.reduce((last, [atMs]) => Math.max(last, atMs), Number.NEGATIVE_INFINITY);
  });
}
