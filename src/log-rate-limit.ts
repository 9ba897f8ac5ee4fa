/**
 * Limits how many lines requests may write to the log in a second. Lines that were left out are counted, and
 * the next line says how many.
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

  /** How many were left out since this was last asked. */
  takeLeftOut(): number {
    const leftOut = this.#leftOut;
    this.#leftOut = 0;
    return leftOut;
  }
}
