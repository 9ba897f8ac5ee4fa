import { Client } from 'undici';
import { clientOptions } from './client-options.ts';
import { type Exchange, exchange } from './exchange.ts';
import type { Target } from './target.ts';

/** A TCP connection of its own for each request, as `curl` in a loop makes them. */
export class FreshLane {
  readonly #target: Target;
  readonly #timeoutMs: number;

  constructor(target: Target, timeoutMs: number) {
    this.#target = target;
    this.#timeoutMs = timeoutMs;
  }

  async send(signal: AbortSignal): Promise<Exchange> {
    const client = new Client(this.#target.origin, clientOptions(this.#timeoutMs));
    try {
      return await exchange(client, this.#target, 'close', signal);
    } finally {
      void client.destroy();
    }
  }

  close(): void {}
}
