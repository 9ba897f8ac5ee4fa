import { Client } from 'undici';
import { clientOptions } from './client-options.ts';
import { type Exchange, exchange } from './exchange.ts';
import type { Target } from './target.ts';

/**
 * A bounded set of connections that stay open, used in turn, one request at a time on each. A request that
 * finds all of them busy waits its turn, and its latency and timeout count that wait.
 */
export class KeepAliveLane {
  readonly #origin: string;
  readonly #timeoutMs: number;
  readonly #idle: Client[];
  /** In order of arrival. */
  readonly #waiting: ((client: Client) => void)[] = [];

  constructor(origin: string, timeoutMs: number, connections: number) {
    this.#origin = origin;
    this.#timeoutMs = timeoutMs;
    this.#idle = Array.from({ length: connections }, () => this.#connect());
  }

  async send(target: Target, signal: AbortSignal): Promise<Exchange> {
    const client = this.#idle.shift() ?? (await this.#turn());
    const ended = await exchange(client, target, 'keep-alive', signal);
    // A timeout has cost the connection.
    this.#release(signal.aborted ? this.#connect() : client);
    return ended;
  }

  close(): void {
    for (const client of this.#idle) void client.destroy();
  }

  /** Comes in time to time out: who holds a connection was sent earlier, and so times out earlier. */
  #turn(): Promise<Client> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(client: Client): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(client);
    else next(client);
  }

  #connect(): Client {
    return new Client(this.#origin, clientOptions(this.#timeoutMs));
  }
}
