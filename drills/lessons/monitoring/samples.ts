import type { Series } from '../../../observability/stack/prometheus.ts';
import type { Timeline } from '../../timeline.ts';
import type { PrometheusSeen } from './seen.ts';

/** The series of one pod. Where two jobs scrape the pod: those of the job with more samples. */
export function seriesOfPod(
  prometheus: PrometheusSeen,
  what: 'processStarts' | 'info' | 'memory' | 'requests',
  namespace: string,
  pod: string,
): readonly Series[] {
  const source = sourceOf(prometheus.processStarts.filter(isOf(namespace, pod)));
  return prometheus[what].filter((one) => isOf(namespace, pod)(one) && nameOf(one) === source);
}

function isOf(namespace: string, pod: string): (series: Series) => boolean {
  return ({ labels }) => labels.pod === pod && labels.namespace === namespace;
}

function nameOf({ labels }: Series): string {
  return `${labels.job} ${labels.instance}`;
}

function sourceOf(series: readonly Series[]): string | null {
  const counts = new Map<string, number>();
  for (const one of series) counts.set(nameOf(one), (counts.get(nameOf(one)) ?? 0) + one.samples.length);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  return most?.[0] ?? null;
}

export interface Scrape {
  readonly epochMs: number;
  /** Another value is another process. */
  readonly processStartSeconds: number;
}

/** Each scrape of a pod: every answer to a scrape has the start time of the process. */
export function scrapesOf(prometheus: PrometheusSeen, namespace: string, pod: string): Scrape[] {
  return seriesOfPod(prometheus, 'processStarts', namespace, pod)
    .flatMap(({ samples }) => samples)
    .map(([epochMs, processStartSeconds]) => ({ epochMs, processStartSeconds }))
    .sort((a, b) => a.epochMs - b.epochMs);
}

/** The interval that Prometheus tells, or else the median of the gaps between scrapes. */
export function scrapeIntervalMs(seen: PrometheusSeen, scrapes: readonly Scrape[]): number | null {
  if (seen.scrapeIntervalMs !== null) return seen.scrapeIntervalMs;
  const gaps = scrapes.slice(1).map(({ epochMs }, index) => epochMs - (scrapes[index]?.epochMs ?? epochMs));
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? null;
}

/** A time on Prometheus' clock as one on the drill's. */
export function drillMs(
  epochMs: number,
  { aheadMs }: PrometheusSeen,
  { startedAt }: Pick<Timeline, 'startedAt'>,
): number {
  return epochMs - aheadMs - Date.parse(startedAt);
}
