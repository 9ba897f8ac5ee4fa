/**
 * Limits the log lines of requests per second. Suppressed lines are counted, and the next line says how
 * many they were.
 */
export class LogRateLimit {
  readonly #maxPerSecond: number;
  #second = 0;
  #lines = 0;
  #suppressed = 0;

  constructor(maxPerSecond: number) {
    this.#maxPerSecond = maxPerSecond;
  }

  /** Whether one more line may be written now. */
  take(): boolean {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#lines = 0;
    }
    this.#lines += 1;
    const isAllowed = this.#lines <= this.#maxPerSecond;
    if (!isAllowed) this.#suppressed += 1;
    return isAllowed;
  }

  /** How many lines were suppressed since the last call. */
  takeSuppressed(): number {
    const suppressed = this.#suppressed;
    this.#suppressed = 0;
    return suppressed;
  }
}
