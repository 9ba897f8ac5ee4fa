import type { Outcome, RequestRecord } from '../timeline.ts';

export type LostOutcome = Exclude<Outcome, 'ok'>;
export const LOST_OUTCOMES: readonly LostOutcome[] = ['refused', 'reset', 'timeout', '5xx', 'wrong-body'];

/** What one pod of one version answered well. */
interface AnswerLayer {
  /** `unnamed` where the answers name none. */
  readonly pod: string;
  /** Empty where the answers name none. */
  readonly version: string;
}

/** When each request was to be sent, by answering pod and by loss: for a look closer than the bins. */
export interface RequestTimes {
  /** Grouped by version, versions and pods in the order of their first answer. */
  readonly layers: readonly (AnswerLayer & { readonly atMs: readonly number[] })[];
  readonly lost: Readonly<Record<LostOutcome, readonly number[]>>;
}

export interface RequestBins {
  readonly binMs: number;
  /** Where the last bin ends, often before its full length. */
  readonly endMs: number;
  /** When each bin begins. */
  readonly startsMs: readonly number[];
  /** How much of each bin the traffic ran: the first and the last are often cut. */
  readonly coveredMs: readonly number[];
  readonly layers: readonly (AnswerLayer & { readonly counts: readonly number[] })[];
  readonly lost: Readonly<Record<LostOutcome, readonly number[]>>;
}

/** Shorter bins would show the dice of the balancing more than the traffic. */
const MOST_BINS = 120;
const BIN_SECONDS = [1, 2, 5, 10, 30, 60] as const;
const UNNAMED = 'unnamed';

export function requestTimes(requests: readonly RequestRecord[]): RequestTimes {
  const inOrder = requests.toSorted((a, b) => a.scheduledMs - b.scheduledMs);
  const answered = inOrder.filter(({ outcome }) => outcome === 'ok');
  const byVersion = Map.groupBy(answered, ({ version }) => version ?? '');
  return {
    layers: [...byVersion].flatMap(([version, ofVersion]) =>
      [...Map.groupBy(ofVersion, ({ pod }) => pod ?? UNNAMED)].map(([pod, ofPod]) => ({
        pod,
        version,
        atMs: timesOf(ofPod),
      })),
    ),
    lost: byOutcome((outcome) => timesOf(inOrder.filter((one) => one.outcome === outcome))),
  };
}

function timesOf(requests: readonly RequestRecord[]): number[] {
  return requests.map(({ scheduledMs }) => Math.round(scheduledMs));
}

function byOutcome<Value>(of: (outcome: LostOutcome) => Value): Record<LostOutcome, Value> {
  const entries = LOST_OUTCOMES.map((outcome) => [outcome, of(outcome)]);
  return Object.fromEntries(entries) as Record<LostOutcome, Value>;
}

/** Counts every request in exactly one bin of one layer, by the time at which it was to be sent. */
export function binRequests(requests: readonly RequestRecord[], durationMs: number): RequestBins {
  const times = requests.map(({ scheduledMs }) => scheduledMs);
  const endMs = times.reduce((most, atMs) => Math.max(most, atMs + 1), Math.max(1, durationMs));
  const binMs = chooseBinMs(endMs);
  const startsMs = Array.from({ length: Math.ceil(endMs / binMs) }, (_, index) => index * binMs);
  const count = (atMs: readonly number[]) => {
    const bins = Map.groupBy(atMs, (one) =>
      Math.min(startsMs.length - 1, Math.max(0, Math.floor(one / binMs))),
    );
    return startsMs.map((_, bin) => bins.get(bin)?.length ?? 0);
  };
  const { layers, lost } = requestTimes(requests);
  return {
    binMs,
    endMs,
    startsMs,
    coveredMs: coverage(times, startsMs, binMs),
    layers: layers.map(({ pod, version, atMs }) => ({ pod, version, counts: count(atMs) })),
    lost: byOutcome((outcome) => count(lost[outcome])),
  };
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
