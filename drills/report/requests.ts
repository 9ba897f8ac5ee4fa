import type { Outcome, RequestRecord } from '../timeline.ts';

export type LostOutcome = Exclude<Outcome, 'ok'>;
export const LOST_OUTCOMES: readonly LostOutcome[] = ['refused', 'reset', 'timeout', '5xx', 'wrong-body'];

/** What one pod of one version answered well, counted per bin. */
export interface AnswerLayer {
  /** Null where the answers do not name their pod. */
  readonly pod: string | null;
  readonly version: string | null;
  readonly counts: readonly number[];
}

export interface RequestBins {
  readonly binMs: number;
  /** Where the last bin ends, often before its full length. */
  readonly endMs: number;
  /** When each bin begins. */
  readonly startsMs: readonly number[];
  /** How much of each bin the traffic ran: the first and the last are often cut. */
  readonly coveredMs: readonly number[];
  /** Grouped by version, versions and pods in the order of their first answer. */
  readonly layers: readonly AnswerLayer[];
  readonly lost: Readonly<Record<LostOutcome, readonly number[]>>;
}

/** Shorter bins would show the dice of the balancing more than the traffic. */
const MOST_BINS = 120;
const BIN_SECONDS = [1, 2, 5, 10, 30, 60] as const;

/** Counts every request in exactly one bin of one layer, by the time at which it was to be sent. */
export function binRequests(requests: readonly RequestRecord[], durationMs: number): RequestBins {
  const times = requests.map(({ scheduledMs }) => scheduledMs);
  const endMs = times.reduce((most, atMs) => Math.max(most, atMs + 1), Math.max(1, durationMs));
  const binMs = chooseBinMs(endMs);
  const length = Math.ceil(endMs / binMs);
  const binOf = (atMs: number) => Math.min(length - 1, Math.max(0, Math.floor(atMs / binMs)));
  const layers = new Map<string, { pod: string | null; version: string | null; counts: number[] }>();
  const lost = Object.fromEntries(LOST_OUTCOMES.map((outcome) => [outcome, zeros(length)])) as Record<
    LostOutcome,
    number[]
  >;
  for (const { outcome, pod, version, scheduledMs } of requests.toSorted(
    (a, b) => a.scheduledMs - b.scheduledMs,
  )) {
    const key = JSON.stringify([pod, version]);
    if (outcome === 'ok' && !layers.has(key)) layers.set(key, { pod, version, counts: zeros(length) });
    const counts = outcome === 'ok' ? layers.get(key)?.counts : lost[outcome];
    if (counts !== undefined) counts[binOf(scheduledMs)] = (counts[binOf(scheduledMs)] ?? 0) + 1;
  }
  const startsMs = Array.from({ length }, (_, index) => index * binMs);
  return {
    binMs,
    endMs,
    startsMs,
    coveredMs: coverage(times, startsMs, binMs),
    layers: byVersion([...layers.values()]),
    lost,
  };
}

/** When each request was to be sent, by answering pod and by loss: for a look closer than the bins. */
export interface RequestTimes {
  readonly layers: readonly {
    readonly pod: string;
    readonly version: string;
    readonly atMs: readonly number[];
  }[];
  readonly lost: Readonly<Record<LostOutcome, readonly number[]>>;
}

export function requestTimes(requests: readonly RequestRecord[]): RequestTimes {
  const layers = new Map<string, { pod: string; version: string; atMs: number[] }>();
  const lost = Object.fromEntries(LOST_OUTCOMES.map((outcome) => [outcome, [] as number[]])) as Record<
    LostOutcome,
    number[]
  >;
  for (const { outcome, pod, version, scheduledMs } of requests) {
    const atMs = Math.round(scheduledMs);
    if (outcome !== 'ok') {
      lost[outcome].push(atMs);
      continue;
    }
    const key = JSON.stringify([pod, version]);
    const layer = layers.get(key) ?? { pod: pod ?? 'unnamed', version: version ?? '', atMs: [] };
    layers.set(key, layer);
    layer.atMs.push(atMs);
  }
  return { layers: [...layers.values()], lost };
}

/** The rate that a count stands for; a bin that was hardly covered does not become a spike. */
export function ratePerSecond(count: number, coveredMs: number, binMs: number): number {
  return (count * 1000) / Math.max(coveredMs, binMs / 4);
}

function chooseBinMs(endMs: number): number {
  const seconds =
    BIN_SECONDS.find((one) => endMs / 1000 / one <= MOST_BINS) ?? Math.ceil(endMs / 1000 / MOST_BINS);
  return seconds * 1000;
}

function coverage(times: readonly number[], startsMs: readonly number[], binMs: number): number[] {
  if (times.length === 0) return startsMs.map(() => 0);
  const firstMs = times.reduce((least, atMs) => Math.min(least, atMs));
  const lastMs = times.reduce((most, atMs) => Math.max(most, atMs));
  // The last request stands for the time until the next would have been due.
  const endMs = lastMs + (lastMs - firstMs) / Math.max(1, times.length - 1);
  return startsMs.map((startMs) =>
    Math.max(0, Math.min(endMs, startMs + binMs) - Math.max(firstMs, startMs)),
  );
}

function byVersion(layers: readonly AnswerLayer[]): AnswerLayer[] {
  return [...Map.groupBy(layers, ({ version }) => version).values()].flat();
}

function zeros(length: number): number[] {
  return new Array<number>(length).fill(0);
}
