import { Client } from 'undici';
import { clientOptions } from './client-options.ts';
import { type Exchange, exchange } from './exchange.ts';
import type { Target } from './target.ts';

/** A TCP connection of its own for each request, as `curl` in a loop makes them. */
export class FreshLane {
  readonly #timeoutMs: number;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  async send(target: Target, signal: AbortSignal): Promise<Exchange> {
    const client = new Client(target.origin, clientOptions(this.#timeoutMs));
    try {
      return await exchange(client, target, 'close', signal);
    } finally {
      void client.destroy();
    }
  }

  close(): void {}
}
