/** While nothing is sent nothing is known: the gaps in what the page has watched. */
export interface Gap {
  readonly fromMs: number;
  /** `null` while it lasts. */
  readonly toMs: number | null;
}

const KEPT_MS = 300_000;

export class WatchTime {
  #gaps: Gap[] = [];
  /** Seconds since the counters began, of gaps that are over. */
  #unwatchedMs = 0;

  get gaps(): readonly Gap[] {
    return this.#gaps;
  }

  get isWatching(): boolean {
    return this.#gaps.at(-1)?.toMs !== null;
  }

  /** Since when nothing is sent; `null` while the page watches. */
  get stoppedAtMs(): number | null {
    const last = this.#gaps.at(-1);
    return last?.toMs === null ? last.fromMs : null;
  }

  stop(nowMs: number): void {
    if (this.isWatching) this.#gaps.push({ fromMs: nowMs, toMs: null });
  }

  /** Answers how long it was. */
  resume(nowMs: number): number {
    const last = this.#gaps.pop();
    if (!last) return 0;
    this.#gaps.push({ fromMs: last.fromMs, toMs: nowMs });
    this.#unwatchedMs += nowMs - last.fromMs;
    this.#gaps = this.#gaps.filter(({ toMs }) => toMs === null || toMs > nowMs - KEPT_MS);
    return (nowMs - last.fromMs) / 1000;
  }

  /** How long nobody was watching since the counters began: what was lost then is in no counter. */
  unwatchedSeconds(nowMs: number): number {
    const { stoppedAtMs } = this;
    return (this.#unwatchedMs + (stoppedAtMs === null ? 0 : nowMs - stoppedAtMs)) / 1000;
  }

  reset(): void {
    this.#unwatchedMs = 0;
  }
}
