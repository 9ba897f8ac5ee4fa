import { Client } from 'undici';
import type { Lane } from '../timeline.ts';
import { type Exchange, exchange } from './exchange.ts';
import type { Target } from './target.ts';

type Send = (target: Target, signal: AbortSignal) => Promise<Exchange>;

export interface Lanes {
  readonly send: Readonly<Record<Lane, Send>>;
  close(): void;
}

export function openLanes(origin: string, timeoutMs: number, keepAliveConnections: number): Lanes {
  const kept = new KeepAliveConnections(origin, timeoutMs, keepAliveConnections);
  const fresh: Send = (target, signal) => sendFresh(target, timeoutMs, signal);
  return {
    send: { fresh, slow: fresh, 'keep-alive': (target, signal) => kept.send(target, signal) },
    close: () => kept.close(),
  };
}

/** A TCP connection of its own for each request, as `curl` in a loop makes them. */
async function sendFresh(target: Target, timeoutMs: number, signal: AbortSignal): Promise<Exchange> {
  const client = connect(target.origin, timeoutMs);
  try {
    return await exchange(client, target, 'close', signal);
  } finally {
    void client.destroy();
  }
}

/**
 * A fixed number of connections that stay open and are used in turn, each for one request at a time. A
 * request waits while all of them are busy, and its latency and timeout include that time.
 */
class KeepAliveConnections {
  readonly #origin: string;
  readonly #timeoutMs: number;
  readonly #idle: Client[];
  /** In order of arrival. */
  readonly #waiting: ((client: Client) => void)[] = [];

  constructor(origin: string, timeoutMs: number, connections: number) {
    this.#origin = origin;
    this.#timeoutMs = timeoutMs;
    this.#idle = Array.from({ length: connections }, () => connect(origin, timeoutMs));
  }

  async send(target: Target, signal: AbortSignal): Promise<Exchange> {
    const client = this.#idle.shift() ?? (await this.#nextIdle());
    const ended = await exchange(client, target, 'keep-alive', signal);
    // A timeout has destroyed the connection.
    this.#release(signal.aborted ? connect(this.#origin, this.#timeoutMs) : client);
    return ended;
  }

  close(): void {
    for (const client of this.#idle) void client.destroy();
  }

  /**
   * Waits for an idle connection. One becomes idle before this request times out: the requests that hold the
   * connections were sent earlier, and time out first.
   */
  #nextIdle(): Promise<Client> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(client: Client): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(client);
    else next(client);
  }
}

/** One request at a time on a connection. */
function connect(origin: string, timeoutMs: number): Client {
  return new Client(origin, {
    pipelining: 1,
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    // The request has timed out by then. This frees the socket of a connection that was never established.
    connect: { timeout: timeoutMs },
    // As long as common clients keep a connection. A server's `Keep-Alive: timeout` comes first.
    keepAliveTimeout: 90_000,
  });
}
