import type { NodeAddress } from '../cluster/service-address.ts';
import type { Lane, RequestRecord } from '../timeline.ts';
import { openLanes } from './lanes.ts';
import { atOrigin, type ExpectedBody, pathOf, readTarget, type Target } from './target.ts';
import { type Arrival, arrivalsOf, steadyArrivals, type Users } from './users.ts';

/** `both` sends on a fresh and on a kept connection in turn; the rate is that of both together. */
export type Connections = Exclude<Lane, 'slow'> | 'both';

export interface TrafficRecord extends RequestRecord {
  /** The code of the system or the HTTP client for a failure, e.g. `ECONNREFUSED`. */
  readonly error: string | null;
}

export interface TrafficOptions {
  readonly url: string;
  /** Of steady traffic; `users` have their own. */
  readonly ratePerSecond: number;
  /** Requests that take 3 s, beside the others. */
  readonly slowPerSecond?: number;
  /** The name under which the pods count their answers. */
  readonly client?: string | undefined;
  /** Fresh and slow requests go to these in turn, in place of `url`'s own host. */
  readonly nodes?: readonly NodeAddress[];
  /** Users choose their paths and connections themselves. */
  readonly users?: Users | undefined;
  /** The number of the first request, where this traffic continues another one; 1 by default. */
  readonly firstNumber?: number;
  /** Left out: until `signal` is aborted. */
  readonly seconds?: number;
  readonly connections: Connections;
  /** From the moment of sending, waiting for a kept connection included. */
  readonly timeoutMs: number;
  /** How many connections the keep-alive lane holds. */
  readonly keepAliveConnections?: number;
  /** Left out: `hostname` where the path is /hostname, else `any`. */
  readonly expectBody?: ExpectedBody | undefined;
  /** Ends the sending. Outstanding requests are still awaited and counted. */
  readonly signal?: AbortSignal;
  /** Milliseconds on the clock that `scheduledMs` is written in. Left out: since this call. */
  readonly now?: () => number;
  /** Once for each request, when it has ended. */
  readonly onRecord: (record: TrafficRecord) => void;
}

export interface Traffic {
  /** Resolves when all requests have ended. Rejects only with what `onRecord` threw. */
  readonly done: Promise<void>;
  /** Requests handed to a lane so far, ended or not. */
  sent(): number;
  /** The longest time between a request's due time and its sending: it shows that this machine is busy. */
  latestSendMs(): number;
}

const DEFAULT_KEEP_ALIVE_CONNECTIONS = 10;

/**
 * Sends by the clock (an open loop): request n is due at n / rate, whatever became of the requests before it.
 * Slow answers therefore neither reduce the rate nor stay hidden. A late timer sends every request that is
 * due. Throws UsageError on a bad URL.
 */
export function startTraffic(options: TrafficOptions): Traffic {
  const { ratePerSecond, slowPerSecond = 0, users, timeoutMs, nodes = [], signal, firstNumber = 1 } = options;
  const createdAt = performance.now();
  const now = options.now ?? (() => performance.now() - createdAt);
  const target = { ...readTarget(options.url, options.expectBody), client: options.client };
  const { connections, keepAliveConnections = DEFAULT_KEEP_ALIVE_CONNECTIONS } = options;
  const lanes = openLanes(target.origin, timeoutMs, keepAliveConnections);
  const inTurns: readonly Lane[] = connections === 'both' ? ['fresh', 'keep-alive'] : [connections];
  const arrivals =
    users === undefined ? steadyArrivals(ratePerSecond, inTurns, slowPerSecond) : arrivalsOf(users);
  const startMs = now();
  const end = endOf(options);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  let next = nextArrival();
  let sent = 0;
  let nodeTurn = 0;
  let outstanding = 0;
  let latestSendMs = 0;
  let sending = true;

  signal?.addEventListener('abort', endSending, { once: true });
  if (signal?.aborted) endSending();
  else sendDue();

  return { done: promise, sent: () => sent, latestSendMs: () => latestSendMs };

  function sendDue(): void {
    while (sending && !isOver() && startMs + next.atMs <= now()) {
      const { atMs, lane, path } = next;
      next = nextArrival();
      latestSendMs = Math.max(latestSendMs, now() - startMs - atMs);
      const to = path === undefined ? target : pathOf(target, path);
      send(startMs + atMs, lane, to, nodeFor(lane)).catch((err: unknown) => {
        reject(err);
        endSending();
      });
    }
    if (isOver()) endSending();
    if (sending) timer = setTimeout(sendDue, Math.max(0, startMs + next.atMs - now()));
  }

  function isOver(): boolean {
    return sent >= end.requests || next.atMs >= end.ms;
  }

  function nextArrival(): Arrival {
    return arrivals.next().value as Arrival;
  }

  /** A kept connection stays with its pod: a node chooses a pod for new connections only. */
  function nodeFor(lane: Lane): NodeAddress | undefined {
    if (lane === 'keep-alive' || nodes.length === 0) return undefined;
    nodeTurn += 1;
    return nodes[nodeTurn % nodes.length];
  }

  async function send(scheduledMs: number, lane: Lane, to: Target, node?: NodeAddress): Promise<void> {
    const number = firstNumber + sent;
    sent += 1;
    outstanding += 1;
    const deadline = new AbortController();
    const deadlineTimer = setTimeout(() => deadline.abort(), timeoutMs);
    const address = node === undefined ? to : atOrigin(to, node.url);
    const ended = await lanes.send[lane](address, deadline.signal);
    clearTimeout(deadlineTimer);
    const latencyMs = now() - scheduledMs;
    outstanding -= 1;
    options.onRecord({
      number,
      lane,
      scheduledMs: roundToMicroseconds(scheduledMs),
      latencyMs: roundToMicroseconds(latencyMs),
      ...ended,
      ...(node === undefined ? {} : { node: node.node }),
    });
    settle();
  }

  function endSending(): void {
    if (!sending) return;
    sending = false;
    clearTimeout(timer);
    signal?.removeEventListener('abort', endSending);
    settle();
  }

  function settle(): void {
    if (sending || outstanding > 0) return;
    lanes.close();
    resolve();
  }
}

/**
 * Steady traffic ends after a number of requests, which does not depend on rounding. Users, and slow requests
 * beside others, end after the time.
 */
function endOf({ seconds, ratePerSecond, slowPerSecond = 0, users }: TrafficOptions): {
  requests: number;
  ms: number;
} {
  if (seconds === undefined) return { requests: Number.POSITIVE_INFINITY, ms: Number.POSITIVE_INFINITY };
  return users === undefined && slowPerSecond === 0
    ? { requests: Math.round(ratePerSecond * seconds), ms: Number.POSITIVE_INFINITY }
    : { requests: Number.POSITIVE_INFINITY, ms: seconds * 1000 };
}

function roundToMicroseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
