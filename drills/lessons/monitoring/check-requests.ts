import { message } from '../../../messages/all.ts';
import type { Check, Timeline } from '../../timeline.ts';
import { checkWithPrometheus } from './check-stack.ts';
import { drillMs, type Scrape, scrapesOf, seriesOfPod } from './samples.ts';
import type { MonitoringFacts, PrometheusSeen } from './seen.ts';

interface Count {
  readonly pod: string;
  readonly version: string;
  readonly counted: number;
  /** By the drill's own count, from the first scrape to the last. */
  readonly answered: number;
  /** The most requests between two scrapes. */
  readonly tolerance: number;
}

/**
 * For each pod: the requests that Prometheus counted between two scrapes, and the drill's own of the same
 * time. The samples themselves are compared: `rate()` would extrapolate.
 */
export function requestsAddUp(timeline: Timeline<MonitoringFacts>): Check {
  const name = message('requests.name');
  return checkWithPrometheus(name, timeline, (prometheus, { namespace }) => {
    const counts = countsOf(timeline, prometheus, namespace);
    const wrong = counts.filter(
      ({ counted, answered, tolerance }) => Math.abs(counted - answered) > tolerance,
    );
    const more = wrong.some(({ counted, answered }) => counted > answered);
    const missing = podsThatAnswered(timeline).filter((pod) => !counts.some((one) => one.pod === pod));
    return {
      passed: counts.length > 0 && wrong.length === 0 && missing.length === 0,
      expected: message('requests.expected'),
      actual: message('sentences', {
        items: [
          ...counts.map(({ pod, version, counted, answered, tolerance }) =>
            message('requests.seen', {
              pod,
              version,
              counted,
              answered,
              tolerance,
            }),
          ),
          ...missing.map((pod) => message('requests.nothingOf', { pod })),
          ...(counts.length + missing.length === 0 ? [message('requests.none')] : []),
        ],
      }),
      remedy: more ? message('requests.more') : message('requests.fewer', { series: 'up{...}' }),
    };
  });
}

export function countsOf(timeline: Timeline, prometheus: PrometheusSeen, namespace: string): Count[] {
  return podsThatAnswered(timeline).flatMap((pod) => {
    const beganMs = -CLOCK_ERROR_MS;
    const scrapes = scrapesOf(prometheus, namespace, pod);
    // The last scrape before the traffic is where counting begins.
    const from = scrapes.findLastIndex(({ epochMs }) => drillMs(epochMs, prometheus, timeline) < beganMs);
    const seen = scrapes.slice(Math.max(0, from));
    const version = versionOf(prometheus, namespace, pod);
    if (seen.length < 2 || version === null) return [];
    const atMs = seen.map(({ epochMs }) => drillMs(epochMs, prometheus, timeline));
    const own = answersOf(timeline, pod, version);
    const between = atMs.slice(1).map((toMs, index) => countWithin(own, atMs[index] ?? toMs, toMs));
    return [
      {
        pod,
        version,
        counted: increase(seen, totalsOf(prometheus, namespace, pod)),
        answered: between.reduce((sum, count) => sum + count, 0),
        tolerance: Math.max(1, ...between),
      },
    ];
  });
}

/** For requests in flight at a scrape, and for what is left of the difference of the two clocks. */
export const CLOCK_ERROR_MS = 500;

/** As Prometheus' own `increase`, without extrapolation: a new process counts from 0. */
function increase(scrapes: readonly Scrape[], totals: ReadonlyMap<number, number>): number {
  const total = (scrape: Scrape | undefined) => totals.get(scrape?.epochMs ?? 0) ?? 0;
  return scrapes.slice(1).reduce((sum, scrape, index) => {
    const before = scrapes[index];
    const isSameProcess = scrape.processStartSeconds === before?.processStartSeconds;
    return sum + total(scrape) - (isSameProcess ? total(before) : 0);
  }, 0);
}

/** Over all methods and status codes, by the time of the scrape. */
function totalsOf(prometheus: PrometheusSeen, namespace: string, pod: string): Map<number, number> {
  const totals = new Map<number, number>();
  for (const { samples } of seriesOfPod(prometheus, 'requests', namespace, pod))
    for (const [epochMs, value] of samples) totals.set(epochMs, (totals.get(epochMs) ?? 0) + value);
  return totals;
}

function versionOf(prometheus: PrometheusSeen, namespace: string, pod: string): string | null {
  const latest = seriesOfPod(prometheus, 'info', namespace, pod).toSorted(
    (a, b) => (b.samples.at(-1)?.[0] ?? 0) - (a.samples.at(-1)?.[0] ?? 0),
  );
  return latest[0]?.labels.version ?? null;
}

/** When each answer of this pod and version reached the client. */
function answersOf({ requests }: Timeline, pod: string, version: string): number[] {
  return requests
    .filter((one) => one.pod === pod && one.version === version)
    .map(({ scheduledMs, latencyMs }) => scheduledMs + latencyMs);
}

function countWithin(times: readonly number[], fromMs: number, toMs: number): number {
  return times.filter((atMs) => atMs > fromMs && atMs <= toMs).length;
}

function podsThatAnswered({ requests }: Timeline): string[] {
  return [...new Set(requests.map(({ pod }) => pod))].filter((pod) => pod !== null).sort();
}
