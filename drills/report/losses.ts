import type { LostOutcome, RequestRecord } from '../timeline.ts';

/** Lost requests that follow each other closely: one mark in the picture. */
export interface Loss {
  readonly fromMs: number;
  toMs: number;
  readonly outcomes: Partial<Record<LostOutcome, number>>;
  requests: number;
}

const SAME_LOSS_MS = 1000;

export function findLosses(requests: readonly RequestRecord[]): Loss[] {
  const losses: Loss[] = [];
  for (const { outcome, scheduledMs } of requests.toSorted((a, b) => a.scheduledMs - b.scheduledMs)) {
    if (outcome === 'ok') continue;
    const last = losses.at(-1);
    const isSame = last !== undefined && scheduledMs - last.toMs <= SAME_LOSS_MS;
    const loss = isSame ? last : { fromMs: scheduledMs, toMs: scheduledMs, outcomes: {}, requests: 0 };
    if (!isSame) losses.push(loss);
    loss.toMs = scheduledMs;
    loss.outcomes[outcome] = (loss.outcomes[outcome] ?? 0) + 1;
    loss.requests += 1;
  }
  return losses;
}
