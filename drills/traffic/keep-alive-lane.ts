import { Client } from 'undici';
import { CLIENT_OPTIONS } from './client-options.ts';
import { type Exchange, exchange } from './exchange.ts';
import type { Target } from './target.ts';

/**
 * A bounded set of connections that stay open, used in turn, one request at a time on each. A request that finds all
 * of them busy waits its turn, and its latency and timeout count that wait.
 */
export class KeepAliveLane {
  readonly #target: Target;
  readonly #idle: Client[];
  /** In order of arrival. */
  readonly #waiting = new Set<(client: Client) => void>();

  constructor(target: Target, connections: number) {
    this.#target = target;
    this.#idle = Array.from({ length: connections }, () => new Client(target.origin, CLIENT_OPTIONS));
  }

  async send(signal: AbortSignal): Promise<Exchange> {
    const client = this.#idle.shift() ?? (await this.#turn(signal));
    if (client === null)
      return { outcome: 'timeout', status: null, pod: null, version: null, error: 'QUEUED' };
    const ended = await exchange(client, this.#target, 'keep-alive', signal);
    this.#release(signal.aborted ? this.#replace(client) : client);
    return ended;
  }

  close(): void {
    for (const client of this.#idle) void client.destroy();
  }

  #turn(signal: AbortSignal): Promise<Client | null> {
    return new Promise((resolve) => {
      const take = (client: Client) => {
        signal.removeEventListener('abort', giveUp);
        resolve(client);
      };
      const giveUp = () => {
        this.#waiting.delete(take);
        resolve(null);
      };
      this.#waiting.add(take);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  #release(client: Client): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#idle.push(client);
      return;
    }
    this.#waiting.delete(next);
    next(client);
  }

  /** After a timeout the connection may still be in the making, and would hold up the next request. */
  #replace(client: Client): Client {
    void client.destroy();
    return new Client(this.#target.origin, CLIENT_OPTIONS);
  }
}
