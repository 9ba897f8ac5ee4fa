import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { lossBound } from '../judging/loss-bound.ts';
import { addLoss, type Loss } from '../report/losses.ts';
import type { TrafficView } from '../report/terminal/view-state.ts';
import type { Lane, Outcome } from '../timeline.ts';
import type { TrafficRecord } from './traffic.ts';

export interface Latency {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

export interface PodTally {
  readonly pod: string;
  readonly version: string | null;
  readonly ok: number;
  readonly lost: number;
}

export interface TrafficSummary {
  readonly sent: number;
  readonly ok: number;
  readonly lost: number;
  /** The share, 0 to 1, that is excluded with 95 % certainty. */
  readonly lostBelow: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** How often each error code occurred. */
  readonly errors: Readonly<Record<string, number>>;
  /** From the scheduled time, over all requests that were answered or timed out; null without any. */
  readonly latencyMs: Latency | null;
  readonly pods: readonly PodTally[];
  readonly lanes: Readonly<Partial<Record<Lane, { readonly sent: number; readonly lost: number }>>>;
  /** The first hundred. */
  readonly lossWindows: readonly Readonly<Omit<Loss, 'outcomes'>>[];
}

const RECENT_MS = 5000;
const MOST_LOSS_WINDOWS = 100;
/** Ten minutes: ten times the longest timeout. */
const LONGEST_MICROSECONDS = 600_000_000;

/** Counts records as they come. Its memory does not grow with their number. */
export class Tally {
  readonly #outcomes: Record<Outcome, number> = {
    ok: 0,
    refused: 0,
    reset: 0,
    timeout: 0,
    '5xx': 0,
    'wrong-body': 0,
  };
  readonly #errors = new Map<string, number>();
  readonly #pods = new Map<string, { pod: string; version: string | null; ok: number; lost: number }>();
  readonly #lanes = new Map<Lane, { sent: number; lost: number }>();
  readonly #losses: Loss[] = [];
  // Three figures: 57.2 ms may read 57.3 ms. In microseconds, so that a fast answer keeps its figures too.
  readonly #latencyMicroseconds: RecordableHistogram = createHistogram({
    highest: LONGEST_MICROSECONDS,
    figures: 3,
  });
  #longestMs = 0;
  #count = 0;
  #recent: TrafficRecord[] = [];

  add(record: TrafficRecord): void {
    const lost = record.outcome === 'ok' ? 0 : 1;
    this.#count += 1;
    this.#outcomes[record.outcome] += 1;
    if (record.error !== null) this.#errors.set(record.error, (this.#errors.get(record.error) ?? 0) + 1);
    this.#addToPod(record, lost);
    const lane = this.#lanes.getOrInsertComputed(record.lane, () => ({ sent: 0, lost: 0 }));
    lane.sent += 1;
    lane.lost += lost;
    addLoss(this.#losses, record, MOST_LOSS_WINDOWS);
    // Slow requests take 3 s by design.
    const isTimed = record.lane !== 'slow' && (record.status !== null || record.outcome === 'timeout');
    if (isTimed) this.#addLatency(record.latencyMs);
    this.#recent.push(record);
    if (this.#recent.length > 20_000) this.#dropOld(record.scheduledMs + record.latencyMs);
  }

  /** The figures of the last five seconds. `nowMs` is on the clock of the records. */
  recent(nowMs: number): TrafficView & { readonly pods: readonly PodTally[] } {
    this.#dropOld(nowMs);
    const window = new Tally();
    for (const record of this.#recent) window.add(record);
    const { latencyMs, pods } = window.summary();
    const first = this.#recent[0];
    const spanMs = first === undefined ? RECENT_MS : Math.max(250, nowMs - first.scheduledMs);
    return {
      sent: this.#count,
      lost: this.#count - this.#outcomes.ok,
      ratePerSecond: (this.#recent.length * 1000) / spanMs,
      p99Ms: latencyMs?.p99 ?? null,
      pods,
    };
  }

  summary(): TrafficSummary {
    return {
      sent: this.#count,
      ok: this.#outcomes.ok,
      lost: this.#count - this.#outcomes.ok,
      lostBelow: lossBound(this.#count - this.#outcomes.ok, this.#count),
      outcomes: { ...this.#outcomes },
      errors: Object.fromEntries(this.#errors),
      latencyMs: this.#latency(),
      pods: [...this.#pods.values()].map((pod) => ({ ...pod })).sort((a, b) => (a.pod < b.pod ? -1 : 1)),
      lanes: Object.fromEntries(this.#lanes),
      lossWindows: this.#losses.map(({ fromMs, toMs, requests }) => ({ fromMs, toMs, requests })),
    };
  }

  #addToPod({ pod, version }: TrafficRecord, lost: 0 | 1): void {
    if (pod === null) return;
    const tally = this.#pods.getOrInsertComputed(`${pod}\n${version}`, () => ({
      pod,
      version,
      ok: 0,
      lost: 0,
    }));
    tally.ok += 1 - lost;
    tally.lost += lost;
  }

  #addLatency(latencyMs: number): void {
    this.#latencyMicroseconds.record(
      Math.min(LONGEST_MICROSECONDS, Math.max(1, Math.round(latencyMs * 1000))),
    );
    this.#longestMs = Math.max(this.#longestMs, latencyMs);
  }

  #latency(): Latency | null {
    if (this.#longestMs === 0) return null;
    // The histogram rounds up to its three figures: no percentile may exceed the longest latency.
    const at = (percentile: number) =>
      Math.min(this.#longestMs, this.#latencyMicroseconds.percentile(percentile) / 1000);
    return { p50: at(50), p90: at(90), p99: at(99), max: this.#longestMs };
  }

  #dropOld(nowMs: number): void {
    this.#recent = this.#recent.filter((record) => record.scheduledMs + record.latencyMs > nowMs - RECENT_MS);
  }
}
