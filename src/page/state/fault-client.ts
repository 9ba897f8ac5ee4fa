import type { ErrorAnswer, FaultEnding, FaultsAnswer } from '../../contract.ts';
import type { Fetch } from './sampler.ts';
import type { Status } from './status.ts';

/** With four pods a try misses in three of four cases, and forty tries in one of 100,000. */
const MOST_TRIES = 40;
/** A try that reaches a pod that hangs takes this long. */
const TIMEOUT_MS = 2000;
/** However many tries that are. */
const PATIENCE_MS = 15_000;

export interface Order {
  readonly method: 'POST' | 'DELETE';
  /** `faults` or `faults/{kind}`: relative, since a proxy may serve the page below a path. */
  readonly path: string;
  /** `null`: whichever pod answers. */
  readonly pod: string | null;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly token: string;
}

export type OrderReply =
  | { readonly kind: 'done'; readonly answer: unknown }
  | ({ readonly kind: 'refused' } & Pick<ErrorAnswer, 'statusCode' | 'message' | 'code' | 'figures'>)
  /** Sent once. Whether it was done is unknown. */
  | { readonly kind: 'unanswered' }
  /** No try reached the pod. */
  | { readonly kind: 'missed'; readonly tries: number };

/**
 * Sends a fault's order through the Service. An order for one pod is repeated until that pod takes it: the
 * others answer 421, do nothing and end the connection, so that the next try meets a choice anew.
 */
export async function sendOrder(
  order: Order,
  fetch: Fetch,
  onTry?: (tries: number) => void,
): Promise<OrderReply> {
  const url = order.pod === null ? order.path : `${order.path}?pod=${encodeURIComponent(order.pod)}`;
  const untilMs = performance.now() + PATIENCE_MS;
  let tries = 0;
  while (tries < MOST_TRIES && performance.now() < untilMs) {
    tries += 1;
    if (tries > 1) onTry?.(tries);
    try {
      const response = await fetch(url, {
        method: order.method,
        cache: 'no-store',
        credentials: 'omit',
        headers: {
          ...(order.parameters && { 'content-type': 'application/json' }),
          ...(order.token && { authorization: `Bearer ${order.token}` }),
        },
        ...(order.parameters && { body: JSON.stringify(order.parameters) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      if (response.status === 421) continue;
      const answer: unknown = await response.json();
      if (response.ok) return { kind: 'done', answer };
      return { ...(answer as ErrorAnswer), kind: 'refused', statusCode: response.status };
    } catch {
      // An order that names its pod may be repeated: it does the same again.
      if (order.pod === null) return { kind: 'unanswered' };
    }
  }
  return { kind: 'missed', tries };
}

/** Every kind with its bounds, as the API explains them; `null` without an answer. */
export async function readFaults(fetch: Fetch): Promise<FaultsAnswer | null> {
  try {
    const response = await fetch('faults', { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? ((await response.json()) as FaultsAnswer) : null;
  } catch {
    return null;
  }
}

/** A pod that an order did not reach, with what is known of it. */
export interface Missed {
  readonly pod: string;
  readonly status: Status;
  /** Until its fault is over by itself; `null` where none is known or it does not end by itself. */
  readonly endsInSeconds: number | null;
}

export type Parameters = Readonly<Record<string, number | string | boolean>>;

/** What became of an order, as data: each language has its own words for it. */
export type OrderResult =
  | {
      readonly kind: 'started';
      readonly pod: string;
      readonly fault: string;
      readonly parameters: Parameters;
      readonly endsInSeconds: number;
      readonly ending: FaultEnding;
    }
  | { readonly kind: 'started-on'; readonly fault: string; readonly started: number; readonly of: number }
  | { readonly kind: 'trying'; readonly pod: string; readonly tries: number }
  | { readonly kind: 'missed'; readonly missed: Missed; readonly tries: number }
  | {
      readonly kind: 'stopped';
      readonly stopped: number;
      readonly of: number;
      readonly missed: readonly Missed[];
    }
  | { readonly kind: 'verified'; readonly stopped: number; readonly pods: number }
  /** The field, its bound and the value, as the API would say it. */
  | {
      readonly kind: 'out-of-bounds';
      readonly parameter: string;
      readonly minimum: number | undefined;
      readonly maximum: number | undefined;
      readonly value: string;
    }
  | { readonly kind: 'wrong-token' | 'token-needed' | 'guard-off' | 'no-answer' }
  /** The message is the API's own, in English: for a code that this page does not know. */
  | ({ readonly kind: 'refused' } & Pick<ErrorAnswer, 'statusCode' | 'message' | 'code' | 'figures'>);

export function isBad({ kind }: OrderResult): boolean {
  return [
    'missed',
    'out-of-bounds',
    'wrong-token',
    'token-needed',
    'guard-off',
    'no-answer',
    'refused',
  ].includes(kind);
}
