/**
 * A slice longer than this would spend half of a 200m container's 20 ms in one go and starve the event loop.
 */
const LONGEST_SLICE_MS = 10;
/**
 * Shorter ones would be spent on waking up and reading the meter: below 80m that is a share of the target.
 */
const USUAL_PAUSE_MS = 25;
const SHORTEST_SLICE_MS = 2;
const LONGEST_PAUSE_MS = 100;
const SHORTEST_PAUSE_MS = 2;

/**
 * How much of a second's worth of the target may be owed either way. More would be paid back long after its
 * cause.
 */
const MOST_OWED_SECONDS = 0.5;

/**
 * How long to burn now, so that the container as a whole has used what was asked for. What it owes is the
 * integral of target minus usage, so there is no lasting error; the integral is bounded, so there is no
 * wind-up.
 */
export class CpuDebt {
  /** Sleep between two slices. */
  readonly pauseMs: number;
  readonly #target: number;
  readonly #catchUp: number;
  readonly #workers: number;
  #owedMs = 0;
  #lastMs: number;
  #lastUsageMs: number;

  /** @param load what the container is to use in total, by how many workers, under which limit */
  constructor(
    load: { millicores: number; workers: number; limitMillicores: number | null },
    nowMs: number,
    usageMs: number,
  ) {
    this.#target = load.millicores / 1000;
    const ceiling = load.limitMillicores === null ? this.#target * 2 : load.limitMillicores / 1000;
    // Catches up as far as the limit allows: beyond it the container would only be throttled.
    this.#catchUp = Math.max(this.#target, ceiling);
    this.#workers = load.workers;
    const busyShare = this.#target / load.workers;
    const sliceMs = Math.min(LONGEST_SLICE_MS * 0.8, Math.max(SHORTEST_SLICE_MS, USUAL_PAUSE_MS * busyShare));
    const pauseMs = sliceMs / busyShare - sliceMs;
    this.pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, pauseMs));
    this.#lastMs = nowMs;
    this.#lastUsageMs = usageMs;
  }

  /** Milliseconds to burn now, at most 10. Call it once after each pause. */
  sliceMs(nowMs: number, usageMs: number): number {
    const elapsedMs = nowMs - this.#lastMs;
    const most = this.#target * MOST_OWED_SECONDS * 1000;
    this.#owedMs += this.#target * elapsedMs - (usageMs - this.#lastUsageMs);
    this.#owedMs = Math.max(-most, Math.min(most, this.#owedMs));
    this.#lastMs = nowMs;
    this.#lastUsageMs = usageMs;
    const mine = Math.min(this.#owedMs, this.#catchUp * elapsedMs) / this.#workers;
    return Math.max(0, Math.min(LONGEST_SLICE_MS, mine));
  }
}
