import type { ErrorAnswer, FaultsAnswer } from '../contract.ts';
import type { Fetch } from './sampling.ts';

/** With four pods a try misses three times in four: forty tries miss the right one once in 100 000 times. */
const MOST_TRIES = 40;
const TIMEOUT_MS = 5000;

export interface Order {
  readonly method: 'POST' | 'DELETE';
  /** `/faults` or `/faults/{kind}` */
  readonly path: string;
  /** `null`: whichever pod answers. */
  readonly pod: string | null;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly token: string;
}

export type OrderResult =
  | { readonly kind: 'done'; readonly answer: unknown }
  | { readonly kind: 'refused'; readonly message: string }
  /** The pod that was meant was not met. */
  | { readonly kind: 'missed'; readonly tries: number };

/**
 * Sends a fault's order through the Service. An order for one pod is repeated until that pod takes it: the others answer
 * 421, do nothing and end the connection, so that the next try meets a choice anew.
 */
export async function sendOrder(
  order: Order,
  fetch: Fetch,
  onTry?: (tries: number) => void,
): Promise<OrderResult> {
  const url = order.pod === null ? order.path : `${order.path}?pod=${encodeURIComponent(order.pod)}`;
  let lastError = '';
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
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
      return { kind: 'refused', message: (answer as ErrorAnswer).message };
    } catch (error) {
      lastError = (error as Error).message;
      // Without an answer nobody knows whether it was done; only an aimed order may be repeated, it does the same again.
      if (order.pod === null) return { kind: 'refused', message: lastError };
    }
  }
  return { kind: 'missed', tries: MOST_TRIES };
}

/** Every kind with its bounds, as the API explains them; `null` where nobody answers. */
export async function readKinds(fetch: Fetch): Promise<FaultsAnswer | null> {
  try {
    const response = await fetch('/faults', { cache: 'no-store', signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? ((await response.json()) as FaultsAnswer) : null;
  } catch {
    return null;
  }
}
