/** Repeatable chance: the same requests are hit in every run. */
export class Probability {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  happens(percent: number): boolean {
    return this.next() * 100 < percent;
  }

  /** The next of a seeded sequence of numbers in [0, 1): mulberry32 by Tommy Ettinger, public domain. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  }
}
