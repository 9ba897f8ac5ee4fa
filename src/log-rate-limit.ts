/**
 * Limits the log lines of requests per second. Suppressed lines are counted, and the next line says how
 * many they were.
 */
export class LogRateLimit {
  readonly #mostASecond: number;
  #second = 0;
  #lines = 0;
  #leftOut = 0;

  constructor(mostASecond: number) {
    this.#mostASecond = mostASecond;
  }

  /** Whether one more line may be written now. */
  take(): boolean {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#lines = 0;
    }
    this.#lines += 1;
    const isLeft = this.#lines <= this.#mostASecond;
    if (!isLeft) this.#leftOut += 1;
    return isLeft;
  }

  /** How many lines were suppressed since the last call. */
  takeLeftOut(): number {
    const leftOut = this.#leftOut;
    this.#leftOut = 0;
    return leftOut;
  }
}
