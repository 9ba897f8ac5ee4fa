import { byId, setText } from './dom.ts';
import type { Words } from './words/words.ts';

/** Which moment stands at the right edge of the wall: now, or one of the last five minutes. */
export class Lookback {
  readonly #slider = byId<HTMLInputElement>('lookback');
  readonly #now: () => number;
  #untilMs: number | null = null;

  constructor(now: () => number, onChange: () => void) {
    this.#now = now;
    this.#slider.addEventListener('input', () => {
      const secondsAgo = -Number(this.#slider.value);
      this.#untilMs = secondsAgo === 0 ? null : now() - secondsAgo * 1000;
      onChange();
    });
    byId('to-now').addEventListener('click', () => {
      this.reset();
      this.#slider.focus();
      onChange();
    });
  }

  get untilMs(): number {
    const nowMs = this.#now();
    const oldestMs = nowMs + Number(this.#slider.min) * 1000;
    return this.#untilMs === null ? nowMs : Math.max(this.#untilMs, oldestMs);
  }

  reset(): void {
    this.#untilMs = null;
    this.#slider.value = '0';
  }

  /** The moment stays, and moves to the left of the slider as time goes by. */
  show(words: Words): void {
    const secondsAgo = (this.#now() - this.untilMs) / 1000;
    const value = String(-Math.round(secondsAgo));
    if (this.#untilMs !== null && this.#slider.value !== value) this.#slider.value = value;
    const said = words.lookback(secondsAgo);
    setText(byId('lookback-at'), said);
    this.#slider.setAttribute('aria-valuetext', said);
    byId('to-now').hidden = this.#untilMs === null;
  }
}
