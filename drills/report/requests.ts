import type { ReportWords } from '../../messages/report.ts';
import type { LostOutcome, RequestRecord } from '../timeline.ts';

export const LOST_OUTCOMES: readonly LostOutcome[] = ['refused', 'reset', 'timeout', '5xx', 'wrong-body'];

export type RequestTimes = ReturnType<typeof requestTimes>;

const MOST_BINS = 120;
const BINS_MS = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000];
/** Shorter bins would show the randomness of the load balancing rather than the traffic. */
export const LEAST_BIN_MS = 1000;

/**
 * The scheduled times of the requests in milliseconds, by the pod that answered or by how they were lost.
 * Versions, and pods within a version, are in the order of their first answer. An answer may name neither.
 */
export function requestTimes(requests: readonly RequestRecord[]) {
  const inOrder = requests.toSorted((a, b) => a.scheduledMs - b.scheduledMs);
  const answered = inOrder.filter(({ outcome }) => outcome === 'ok');
  const byVersion = Map.groupBy(answered, ({ version }) => version ?? '');
  return {
    layers: [...byVersion].flatMap(([version, ofVersion]) =>
      [...Map.groupBy(ofVersion, ({ pod }) => pod ?? 'unnamed')].map(([pod, ofPod]) => ({
        pod,
        version,
        atMs: timesOf(ofPod),
      })),
    ),
    lost: byOutcome((outcome) => timesOf(inOrder.filter((one) => one.outcome === outcome))),
  };
}

function timesOf(requests: readonly RequestRecord[]): number[] {
  return requests.map(({ scheduledMs }) => Math.max(0, Math.round(scheduledMs)));
}

function byOutcome<Value>(of: (outcome: LostOutcome) => Value): Record<LostOutcome, Value> {
  const entries = LOST_OUTCOMES.map((outcome) => [outcome, of(outcome)]);
  return Object.fromEntries(entries) as Record<LostOutcome, Value>;
}

/** Where the picture of these requests ends. */
export function endOf({ layers, lost }: RequestTimes, durationMs: number): number {
  const last = [...layers.map(({ atMs }) => atMs), ...Object.values(lost)].map((atMs) => atMs.at(-1) ?? 0);
  return Math.max(1, durationMs, ...last.map((atMs) => atMs + 1));
}

/** Counts the requests between two times in bins. The report's script asks for the time that it shows. */
export function binTimes({ layers, lost }: RequestTimes, fromMs: number, toMs: number, leastBinMs: number) {
  const spanMs = toMs - fromMs;
  const binMs =
    BINS_MS.find((one) => one >= leastBinMs && spanMs / one <= MOST_BINS) ??
    Math.ceil(spanMs / MOST_BINS / 1000) * 1000;
  const firstMs = Math.floor(fromMs / binMs) * binMs;
  const startsMs = Array.from(
    { length: Math.ceil((toMs - firstMs) / binMs) },
    (_, bin) => firstMs + bin * binMs,
  );
  const count = (atMs: readonly number[]) => {
    const bins = Map.groupBy(atMs, (one) => Math.floor((one - firstMs) / binMs));
    return startsMs.map((_, bin) => bins.get(bin)?.length ?? 0);
  };
  return {
    binMs,
    /** Where the last bin ends, often before its full length. */
    endMs: toMs,
    startsMs,
    coveredMs: coverage([...layers.map(({ atMs }) => atMs), ...Object.values(lost)], startsMs, binMs),
    counts: layers.map(({ atMs }) => count(atMs)),
    lost: byOutcome((outcome) => count(lost[outcome])),
  };
}

/** The rate of a bin. Few requests in a bin that traffic hardly covered must not look like a spike. */
export function ratePerSecond(count: number, coveredMs: number, binMs: number): number {
  return (count * 1000) / Math.max(coveredMs, binMs / 4);
}

/** For how long traffic ran in each bin: in the first and the last often for a part only. */
function coverage(
  times: readonly (readonly number[])[],
  startsMs: readonly number[],
  binMs: number,
): number[] {
  const some = times.filter(({ length }) => length > 0);
  const sent = some.reduce((sum, { length }) => sum + length, 0);
  const firstMs = Math.min(...some.map(([atMs = 0]) => atMs));
  const lastMs = Math.max(...some.map((one) => one.at(-1) ?? 0));
  // The last request covers the time until the next one would have been due.
  const endMs = lastMs + (lastMs - firstMs) / Math.max(1, sent - 1);
  return startsMs.map((startMs) =>
    Math.max(0, Math.min(endMs, startMs + binMs) - Math.max(firstMs, startMs)),
  );
}

/** `10 refused, 1 reset` */
export function formatOutcomes(
  counts: Readonly<Partial<Record<LostOutcome, number>>>,
  words: ReportWords,
): string {
  return LOST_OUTCOMES.filter((outcome) => counts[outcome])
    .map((outcome) => words(`outcome.${outcome}`, { count: counts[outcome] ?? 0 }))
    .join(', ');
}
