import type { LostOutcome, RequestRecord } from '../timeline.ts';

/** Lost requests that were due within a second of each other: one disturbance. */
export interface Loss {
  fromMs: number;
  toMs: number;
  readonly outcomes: Partial<Record<LostOutcome, number>>;
  requests: number;
}

const SAME_LOSS_MS = 1000;

export function findLosses(requests: readonly RequestRecord[]): Loss[] {
  const losses: Loss[] = [];
  for (const request of requests.toSorted((a, b) => a.scheduledMs - b.scheduledMs)) addLoss(losses, request);
  return losses;
}

/** In any order: a request that times out ends later than requests that were due after it. */
export function addLoss(
  losses: Loss[],
  { outcome, scheduledMs }: RequestRecord,
  mostLosses = Number.POSITIVE_INFINITY,
): void {
  if (outcome === 'ok') return;
  const near = losses.findLast(
    ({ fromMs, toMs }) => scheduledMs >= fromMs - SAME_LOSS_MS && scheduledMs <= toMs + SAME_LOSS_MS,
  );
  if (near === undefined && losses.length >= mostLosses) return;
  const loss = near ?? { fromMs: scheduledMs, toMs: scheduledMs, outcomes: {}, requests: 0 };
  if (near === undefined) losses.push(loss);
  loss.fromMs = Math.min(loss.fromMs, scheduledMs);
  loss.toMs = Math.max(loss.toMs, scheduledMs);
  loss.outcomes[outcome] = (loss.outcomes[outcome] ?? 0) + 1;
  loss.requests += 1;
}
