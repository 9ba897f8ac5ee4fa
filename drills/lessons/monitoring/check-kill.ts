import { message } from '../../../messages/all.ts';
import type { Message } from '../../../messages/message.ts';
import { whyUnknown, wrongLabels } from '../../../observability/stack/kube-state-metrics.ts';
import { WORKLOAD } from '../../../scripts/workload.ts';
import { endOf } from '../../cluster/history.ts';
import { restartsIn } from '../../judging/restarts.ts';
import type { Check, Timeline } from '../../timeline.ts';
import { checkWithPrometheus } from './check-stack.ts';
import { type Scrape, scrapeIntervalMs, scrapesOf } from './samples.ts';
import type { MonitoringFacts } from './seen.ts';

export const SEE_SCRAPING = message('scraping.see');

/** The kubelet's times, by the clock of its node and in whole seconds. */
export interface Ending {
  readonly killedEpochMs: number;
  readonly startedEpochMs: number;
}

/** Null where the container of this pod was not restarted while the drill ran. */
export function endingInCluster(timeline: Timeline, pod: string): Ending | null {
  if (!restartsIn(timeline).some((restart) => restart.pod.metadata.name === pod)) return null;
  const container = endOf(timeline)
    .pod(pod)
    ?.status.containerStatuses?.find((one) => one.name === WORKLOAD.container);
  const killedEpochMs = Date.parse(String(container?.lastState?.terminated?.finishedAt));
  const startedEpochMs = Date.parse(String(container?.state?.running?.startedAt));
  return Number.isNaN(killedEpochMs + startedEpochMs) ? null : { killedEpochMs, startedEpochMs };
}

/**
 * The last scrape of the old process, the first of the new one, and the start time that the new one reports.
 */
export interface EndingInPrometheus {
  readonly lastScrapeEpochMs: number;
  readonly firstScrapeEpochMs: number;
  readonly startedEpochMs: number;
}

export function endingInPrometheus(scrapes: readonly Scrape[]): EndingInPrometheus | null {
  const index = scrapes.findLastIndex(
    ({ processStartSeconds }, at) => at > 0 && processStartSeconds !== scrapes[at - 1]?.processStartSeconds,
  );
  const [last, first] = [scrapes[index - 1], scrapes[index]];
  if (last === undefined || first === undefined) return null;
  return {
    lastScrapeEpochMs: last.epochMs,
    firstScrapeEpochMs: first.epochMs,
    startedEpochMs: first.processStartSeconds * 1000,
  };
}

export function killAndRestartAreTimed(timeline: Timeline<MonitoringFacts>): Check {
  const name = message('kill.name');
  return checkWithPrometheus(name, timeline, (prometheus, { leakingPod, namespace }) => {
    const scrapes = scrapesOf(prometheus, namespace, leakingPod);
    const intervalMs = scrapeIntervalMs(prometheus, scrapes);
    const cluster = endingInCluster(timeline, leakingPod);
    const there = endingInPrometheus(scrapes);
    if (cluster === null || there === null || intervalMs === null) {
      return {
        passed: false,
        expected: message('kill.bothEnds'),
        actual: cluster === null ? message('kill.notInCluster') : message('kill.notInPrometheus'),
        remedy: SEE_SCRAPING,
      };
    }
    const killMs = there.lastScrapeEpochMs - cluster.killedEpochMs;
    const startMs = there.startedEpochMs - cluster.startedEpochMs;
    const seenMs = there.firstScrapeEpochMs - cluster.startedEpochMs;
    const apart = Math.max(...[killMs, startMs, seenMs].map(Math.abs));
    return {
      passed: apart <= 2 * intervalMs,
      expected: message('kill.expected', { time: 2 * intervalMs }),
      actual: message('kill.seen', { kill: offset(killMs), start: offset(startMs), seen: offset(seenMs) }),
      remedy: SEE_SCRAPING,
    };
  });
}

function offset(milliseconds: number): Message {
  return message(milliseconds < 0 ? 'kill.before' : 'kill.after', { time: Math.abs(milliseconds) });
}

export function reasonIsKnown(timeline: Timeline<MonitoringFacts>): Check {
  const name = message('reason.name');
  return checkWithPrometheus(name, timeline, (prometheus, { leakingPod, namespace }) => {
    const expected = `kube_pod_container_status_last_terminated_reason{reason="OOMKilled", pod="${leakingPod}"}`;
    const named = prometheus.oomKilled.some(
      ({ labels }) => labels.pod === leakingPod && labels.namespace === namespace,
    );
    if (named) return { passed: true, expected, actual: 'OOMKilled', remedy: '' };
    if (prometheus.oomKilled.some(({ labels }) => labels.exported_pod === leakingPod)) {
      return { passed: false, expected, ...wrongLabels(leakingPod) };
    }
    const states = prometheus.kubeStateMetrics.map(({ samples }) => samples.at(-1)?.[1]);
    return { passed: false, expected, ...whyUnknown(states) };
  });
}
