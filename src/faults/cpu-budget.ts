/**
 * A longer slice would use half of the 20 ms that a 200m container has in a period, and starve the event
 * loop.
 */
const MAX_SLICE_MS = 10;
/**
 * Shorter slices would be spent on waking up and reading the meter: below 80m that is a share of the
 * target.
 */
const NORMAL_PAUSE_MS = 25;
const MIN_SLICE_MS = 2;
const MAX_PAUSE_MS = 100;
const MIN_PAUSE_MS = 2;
/**
 * The longest sleep while the rest of the container uses more than the target. Each reading costs CPU too.
 */
const MAX_RECOVERY_MS = 500;

/**
 * The controller's integral is clamped to this many seconds of the target. A larger surplus would be worked
 * off long after its cause.
 */
const CLAMP_SECONDS = 0.5;
/**
 * The cold requests of a fresh pod use more than the target. The excess is worked off within the first
 * window that metrics-server reports.
 */
const FIRST_WINDOW_SECONDS = 15;

/**
 * A bounded integral controller: it says how long a worker has to run now, so that the container as a whole
 * uses the target. The surplus is the integral of target minus usage, so there is no lasting error. It is
 * clamped, so there is no wind-up.
 */
export class CpuBudget {
  readonly #normalPauseMs: number;
  readonly #target: number;
  readonly #catchUp: number;
  readonly #workers: number;
  readonly #startMs: number;
  /** CPU time that the target allows and that nobody has used; negative where more was used. */
  #surplusMs = 0;
  #lastMs: number;
  #lastUsageMs: number;

  /** @param load what the container is to use in total, the number of workers, and the limit */
  constructor(
    load: { millicores: number; workers: number; limitMillicores: number | null },
    nowMs: number,
    usageMs: number,
  ) {
    this.#target = load.millicores / 1000;
    const ceiling = load.limitMillicores === null ? this.#target * 2 : load.limitMillicores / 1000;
    // The limit bounds how fast a worker catches up: beyond it the container would be throttled.
    this.#catchUp = Math.max(this.#target, ceiling);
    this.#workers = load.workers;
    const busyShare = this.#target / load.workers;
    const sliceMs = Math.min(MAX_SLICE_MS * 0.8, Math.max(MIN_SLICE_MS, NORMAL_PAUSE_MS * busyShare));
    const pauseMs = sliceMs / busyShare - sliceMs;
    this.#normalPauseMs = Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, pauseMs));
    this.#startMs = nowMs;
    this.#lastMs = nowMs;
    this.#lastUsageMs = usageMs;
  }

  /**
   * How long to sleep before the next slice. A container that has used too much sleeps until the target
   * has caught up.
   */
  get pauseMs(): number {
    const recoveryMs = -this.#surplusMs / this.#target;
    return Math.max(this.#normalPauseMs, Math.min(MAX_RECOVERY_MS, recoveryMs));
  }

  /** Milliseconds to run now, at most 10. Call it once after each pause. */
  sliceMs(nowMs: number, usageMs: number): number {
    const elapsedMs = nowMs - this.#lastMs;
    const maxMs = this.#target * CLAMP_SECONDS * 1000;
    const isFirstWindow = nowMs - this.#startMs < FIRST_WINDOW_SECONDS * 1000;
    const minMs = isFirstWindow ? -this.#target * FIRST_WINDOW_SECONDS * 1000 : -maxMs;
    this.#surplusMs += this.#target * elapsedMs - (usageMs - this.#lastUsageMs);
    this.#surplusMs = Math.max(minMs, Math.min(maxMs, this.#surplusMs));
    this.#lastMs = nowMs;
    this.#lastUsageMs = usageMs;
    const shareMs = Math.min(this.#surplusMs, this.#catchUp * elapsedMs) / this.#workers;
    return Math.max(0, Math.min(MAX_SLICE_MS, shareMs));
  }
}
