import type { Lane, RequestRecord } from '../timeline.ts';
import type { Exchange } from './exchange.ts';
import { FreshLane } from './fresh-lane.ts';
import { KeepAliveLane } from './keep-alive-lane.ts';
import { type ExpectedBody, readTarget } from './target.ts';

/** `both` sends in turns on a fresh and on a kept connection; the rate is that of both together. */
export type Connections = Lane | 'both';

export interface TrafficRecord extends RequestRecord {
  /** The system's or the HTTP client's own word for a failure, e.g. `ECONNREFUSED`. */
  readonly error: string | null;
}

export interface TrafficOptions {
  readonly url: string;
  readonly ratePerSecond: number;
  /** Left out: until `signal` is aborted. */
  readonly seconds?: number;
  readonly connections: Connections;
  /** From the moment of sending, waiting for a kept connection included. */
  readonly timeoutMs: number;
  /** How many connections the keep-alive lane holds. */
  readonly keepAliveConnections?: number;
  /** Left out: `hostname` where the path is /hostname, else `any`. */
  readonly expectBody?: ExpectedBody;
  /** Ends the sending; what is outstanding is still awaited and accounted for. */
  readonly signal?: AbortSignal;
  /** Milliseconds on the clock that `scheduledMs` is written in. Left out: since this call. */
  readonly now?: () => number;
  /** Once for each request, when it has ended. */
  readonly onRecord: (record: TrafficRecord) => void;
}

export interface Traffic {
  /** When all that was sent has ended. Rejects only with what `onRecord` threw. */
  readonly done: Promise<void>;
  /** Requests handed to a lane so far, ended or not. */
  sent(): number;
  /** How late, at most, this client itself was in sending: a busy machine shows here, not only in the latency. */
  latestSendMs(): number;
}

interface Sender {
  send(signal: AbortSignal): Promise<Exchange>;
  close(): void;
}

export const DEFAULT_KEEP_ALIVE_CONNECTIONS = 10;

/**
 * Sends by the clock (an open loop): request n is due at n / rate whatever became of those before it, so that slow
 * answers neither thin out the traffic nor hide in it. A late timer sends all that is due. Throws UsageError on a bad URL.
 */
export function startTraffic(options: TrafficOptions): Traffic {
  const { ratePerSecond, timeoutMs, signal } = options;
  const createdAt = performance.now();
  const now = options.now ?? (() => performance.now() - createdAt);
  const lanes = openLanes(options);
  const startMs = now();
  const total =
    options.seconds === undefined ? Number.POSITIVE_INFINITY : Math.round(ratePerSecond * options.seconds);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  let sent = 0;
  let outstanding = 0;
  let latestSendMs = 0;
  let sending = true;

  signal?.addEventListener('abort', endSending, { once: true });
  if (signal?.aborted) endSending();
  else sendDue();

  return { done: promise, sent: () => sent, latestSendMs: () => latestSendMs };

  function sendDue(): void {
    while (sending && sent < total && dueMs(sent) <= now()) {
      const scheduledMs = dueMs(sent);
      latestSendMs = Math.max(latestSendMs, now() - scheduledMs);
      send(scheduledMs).catch((err: unknown) => {
        reject(err);
        endSending();
      });
    }
    if (sent >= total) endSending();
    if (sending) timer = setTimeout(sendDue, Math.max(0, dueMs(sent) - now()));
  }

  function dueMs(index: number): number {
    return startMs + (index * 1000) / ratePerSecond;
  }

  async function send(scheduledMs: number): Promise<void> {
    const [lane, sender] = lanes[sent % lanes.length] as [Lane, Sender];
    sent += 1;
    outstanding += 1;
    const number = sent;
    const deadline = new AbortController();
    const deadlineTimer = setTimeout(() => deadline.abort(), timeoutMs);
    const { outcome, status, pod, version, error } = await sender.send(deadline.signal);
    clearTimeout(deadlineTimer);
    const latencyMs = now() - scheduledMs;
    outstanding -= 1;
    options.onRecord({
      number,
      lane,
      scheduledMs: roundToMicroseconds(scheduledMs),
      latencyMs: roundToMicroseconds(latencyMs),
      outcome,
      status,
      pod,
      version,
      error,
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
    for (const [, sender] of lanes) sender.close();
    resolve();
  }
}

function openLanes(options: TrafficOptions): [Lane, Sender][] {
  const { connections, timeoutMs, keepAliveConnections = DEFAULT_KEEP_ALIVE_CONNECTIONS } = options;
  const target = readTarget(options.url, options.expectBody);
  const lanes: [Lane, Sender][] = [];
  if (connections !== 'keep-alive') lanes.push(['fresh', new FreshLane(target, timeoutMs)]);
  if (connections !== 'fresh') {
    lanes.push(['keep-alive', new KeepAliveLane(target, timeoutMs, keepAliveConnections)]);
  }
  return lanes;
}

function roundToMicroseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
