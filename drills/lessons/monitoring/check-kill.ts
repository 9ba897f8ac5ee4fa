import { WORKLOAD } from '../../../scripts/workload.ts';
import { endOf } from '../../cluster/history.ts';
import { seconds } from '../../judging/check.ts';
import { restartsIn } from '../../judging/restarts.ts';
import type { Check, Timeline } from '../../timeline.ts';
import { checkWithPrometheus } from './check-stack.ts';
import { type Scrape, scrapeIntervalMs, scrapesOf } from './samples.ts';
import type { MonitoringFacts } from './seen.ts';

export const SEE_SCRAPING = 'see whether and how often the pod is scraped: npm run monitoring -- check';

/** As the kubelet has them, by the clock of its node and to the second. */
export interface Ending {
  readonly killedEpochMs: number;
  readonly startedEpochMs: number;
}

/** Null where the container of this pod was not restarted while the drill ran. */
export function endingInCluster(timeline: Timeline, pod: string): Ending | null {
  if (!restartsIn(timeline).some((restart) => restart.pod.metadata?.name === pod)) return null;
  const container = endOf(timeline)
    .pod(pod)
    ?.status?.containerStatuses?.find((one) => one.name === WORKLOAD.container);
  const killedEpochMs = Date.parse(String(container?.lastState?.terminated?.finishedAt));
  const startedEpochMs = Date.parse(String(container?.state?.running?.startedAt));
  return Number.isNaN(killedEpochMs + startedEpochMs) ? null : { killedEpochMs, startedEpochMs };
}

/** The end of the old process' curve, and the start of the new one by its own word. */
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
  const name = 'the kill and the restart are where the cluster had them';
  return checkWithPrometheus(name, timeline, (prometheus, { leakingPod, namespace }) => {
    const scrapes = scrapesOf(prometheus, namespace, leakingPod);
    const intervalMs = scrapeIntervalMs(prometheus, scrapes);
    const cluster = endingInCluster(timeline, leakingPod);
    const there = endingInPrometheus(scrapes);
    if (cluster === null || there === null || intervalMs === null) {
      return {
        passed: false,
        expected: 'the end of one process and the start of the next, in the cluster and in Prometheus',
        actual: cluster === null ? 'the cluster has seen no restart' : 'Prometheus has seen no restart',
        remedy: SEE_SCRAPING,
      };
    }
    const killMs = there.lastScrapeEpochMs - cluster.killedEpochMs;
    const startMs = there.startedEpochMs - cluster.startedEpochMs;
    const seenMs = there.firstScrapeEpochMs - cluster.startedEpochMs;
    const apart = Math.max(...[killMs, startMs, seenMs].map(Math.abs));
    return {
      passed: apart <= 2 * intervalMs,
      expected: `within two scrapes (${seconds(2 * intervalMs)})`,
      actual: `the curve ends ${offset(killMs)} the kill; the new process began ${offset(startMs)} the restart and was scraped ${offset(seenMs)} it`,
      remedy: SEE_SCRAPING,
    };
  });
}

function offset(milliseconds: number): string {
  return `${seconds(Math.abs(milliseconds))} ${milliseconds < 0 ? 'before' : 'after'}`;
}
