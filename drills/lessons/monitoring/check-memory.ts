import { message } from '../../../messages/all.ts';
import { endOf } from '../../cluster/history.ts';
import { parseQuantity } from '../../cluster/quantity.ts';
import { containerOf } from '../../cluster/state.ts';
import type { Check, Timeline } from '../../timeline.ts';
import { SEE_SCRAPING } from './check-kill.ts';
import { checkWithPrometheus } from './check-stack.ts';
import { scrapeIntervalMs, scrapesOf, seriesOfPod } from './samples.ts';
import type { MonitoringFacts, PrometheusSeen } from './seen.ts';

const MIB = 2 ** 20;

export interface Rise {
  readonly pod: string;
  readonly fromBytes: number;
  readonly toBytes: number;
}

/** How far the memory of each pod rose while the drill ran, the farthest first. */
export function risesIn(prometheus: PrometheusSeen, namespace: string, timeline: Timeline): Rise[] {
  const beganMs = Date.parse(timeline.startedAt) + prometheus.aheadMs;
  return prometheus.pods
    .flatMap(({ pod }) => {
      const samples = seriesOfPod(prometheus, 'memory', namespace, pod).flatMap((series) => series.samples);
      const values = samples.filter(([epochMs]) => epochMs >= beganMs).map(([, value]) => value);
      const [first] = values;
      return first === undefined ? [] : [{ pod, fromBytes: first, toBytes: Math.max(...values) }];
    })
    .sort((a, b) => b.toBytes - b.fromBytes - (a.toBytes - a.fromBytes));
}

export function memoryRises(timeline: Timeline<MonitoringFacts>): Check {
  const name = message('memory.name');
  const { leakBytesPerSecond } = timeline.facts;
  const limitBytes = memoryLimitBytes(timeline);
  return checkWithPrometheus(name, timeline, (prometheus, { leakingPod, namespace }) => {
    const [most] = risesIn(prometheus, namespace, timeline);
    const intervalMs = scrapeIntervalMs(prometheus, scrapesOf(prometheus, namespace, leakingPod));
    const known = limitBytes !== null && leakBytesPerSecond !== undefined && intervalMs !== null;
    // The pod leaks on between the last scrape and the kill.
    const leastBytes = known ? limitBytes - (leakBytesPerSecond * 2 * intervalMs) / 1000 : null;
    return {
      passed: most?.pod === leakingPod && leastBytes !== null && most.toBytes >= leastBytes,
      expected:
        leastBytes === null
          ? message('memory.unknown', { pod: leakingPod })
          : message('memory.expected', { pod: leakingPod, amount: mebibytes(leastBytes) }),
      actual:
        most === undefined
          ? message('memory.none')
          : message('memory.seen', {
              pod: most.pod,
              from: mebibytes(most.fromBytes),
              to: mebibytes(most.toBytes),
            }),
      remedy: SEE_SCRAPING,
    };
  });
}

function memoryLimitBytes(timeline: Timeline): number | null {
  return parseQuantity(containerOf(endOf(timeline).deployment())?.resources?.limits?.memory ?? '');
}

export function mebibytes(bytes: number): string {
  return `${Math.round(bytes / MIB)}Mi`;
}
