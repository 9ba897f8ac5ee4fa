/** `script-src 'self'` allows the worker; Trusted Types demand a policy for its address. */
interface Policy {
  createScriptURL(url: string): string;
}

/** A timer that is on time in a hidden tab too. */
export class Clock {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, () => void>();
  #nextId = 1;

  /** @param url of the worker */
  constructor(url: string) {
    const { trustedTypes } = window as {
      trustedTypes?: { createPolicy(name: string, rules: Policy): Policy };
    };
    const policy = trustedTypes?.createPolicy('clock', { createScriptURL: (given) => given });
    this.#worker = new Worker(policy?.createScriptURL(url) ?? url);
    this.#worker.addEventListener('message', ({ data }: MessageEvent<number>) => {
      const callback = this.#waiting.get(data);
      this.#waiting.delete(data);
      callback?.();
    });
  }

  /** Returns a function that cancels it. */
  schedule(callback: () => void, delayMs: number): () => void {
    const id = this.#nextId++;
    this.#waiting.set(id, callback);
    this.#worker.postMessage({ id, delayMs });
    return () => this.#waiting.delete(id);
  }

  repeat(callback: () => void, periodMs: number): void {
    this.schedule(() => {
      this.repeat(callback, periodMs);
      callback();
    }, periodMs);
  }
}
