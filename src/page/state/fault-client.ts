import type { ErrorAnswer, FaultsAnswer } from '../../contract.ts';
import type { Fetch } from './sampler.ts';

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
