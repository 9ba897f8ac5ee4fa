interface Sleeper {
  readonly wakesAtMs: number;
  readonly wake: () => void;
}

/** A clock that jumps to the next end of a sleep as soon as the event loop is idle. */
export class FakeClock {
  nowMs = 0;
  readonly #sleepers = new Set<Sleeper>();

  /** @returns whether the sleep ended before the signal */
  sleep(ms: number, ended?: AbortSignal): Promise<boolean> {
    if (ended?.aborted) return Promise.resolve(false);
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const sleeper = { wakesAtMs: this.nowMs + ms, wake: () => resolve(true) };
    this.#sleepers.add(sleeper);
    const onEnd = () => {
      this.#sleepers.delete(sleeper);
      resolve(false);
    };
    ended?.addEventListener('abort', onEnd, { once: true });
    setImmediate(() => this.#goOn());
    return promise;
  }

  #goOn(): void {
    const next = [...this.#sleepers].sort((a, b) => a.wakesAtMs - b.wakesAtMs)[0];
    if (!next) return;
    this.#sleepers.delete(next);
    this.nowMs = next.wakesAtMs;
    next.wake();
  }
}
