import type { ErrorAnswer, FaultStarted } from '../../contract.ts';
import type { Fetch } from './sampler.ts';
import type { Status } from './status.ts';

/** With four pods one try misses in three of four cases, and forty tries miss in one of 100,000. */
const MOST_TRIES = 40;
/** How long a try takes that reaches a hanging pod. */
export const ORDER_TIMEOUT_MS = 2000;
/** The tries end after this time, however many there were. */
const PATIENCE_MS = 15_000;

export type Parameters = FaultStarted['parameters'];

export interface Order {
  readonly method: 'POST' | 'DELETE';
  /** `faults` or `faults/{kind}`: relative, because a proxy may serve the page below a path. */
  readonly path: string;
  /** `null`: whichever pod answers. */
  readonly pod: string | null;
  readonly parameters?: Parameters;
  readonly token: string;
}

export type OrderReply =
  | { readonly kind: 'done'; readonly answer: unknown }
  | ({ readonly kind: 'refused' } & Refusal)
  /** Sent once. Whether it was done is unknown. */
  | { readonly kind: 'unanswered' }
  /** No try reached the pod. */
  | { readonly kind: 'missed'; readonly tries: number };

/**
 * Sends an order through the Service. An order for one pod is repeated until that pod takes it: another pod
 * answers 421, does nothing and ends the connection, so that kube-proxy chooses a pod again.
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
        signal: AbortSignal.timeout(ORDER_TIMEOUT_MS),
      });
      if (response.status === 421) continue;
      const answer: unknown = await response.json();
      if (response.ok) return { kind: 'done', answer };
      return { ...(answer as ErrorAnswer), kind: 'refused', statusCode: response.status };
    } catch {
      // An order that names its pod is idempotent: it may be repeated.
      if (order.pod === null) return { kind: 'unanswered' };
    }
  }
  return { kind: 'missed', tries };
}

/** A pod that an order did not reach, and what the page knows of it. */
export interface Missed {
  readonly pod: string;
  readonly status: Status;
  /** Until its fault expires; `null` where no fault is known or it does not expire. */
  readonly endsInSeconds: number | null;
}

type Refusal = Pick<ErrorAnswer, 'statusCode' | 'message' | 'code' | 'figures'>;

/** The result of an order, as data: words/ makes a sentence of it. */
export type OrderResult =
  | { [Kind in keyof Results]: { readonly kind: Kind } & Readonly<Results[Kind]> }[keyof Results]
  | { readonly kind: 'wrong-token' | 'token-needed' | 'guard-off' | 'no-answer' };

interface Results {
  started: Pick<FaultStarted, 'pod' | 'fault' | 'parameters' | 'endsInSeconds' | 'ending'>;
  'started-on': { fault: string; started: number; of: number };
  trying: { pod: string; tries: number };
  missed: { missed: Missed; tries: number };
  stopped: { stopped: number; of: number; missed: readonly Missed[] };
  verified: { stopped: number; pods: number };
  /** The field, its bound and the value, as the API would say it. */
  'out-of-bounds': {
    parameter: string;
    minimum: number | undefined;
    maximum: number | undefined;
    value: string;
  };
  /** The API's own message, in English, for a code that this page does not know. */
  refused: Refusal;
}

const DONE: readonly OrderResult['kind'][] = ['started', 'started-on', 'trying', 'verified'];

/** The class that it is shown with. */
export function weightOf(result: OrderResult | null): '' | 'partly' | 'bad' {
  if (result === null || DONE.includes(result.kind)) return '';
  return result.kind === 'stopped' ? 'partly' : 'bad';
}
