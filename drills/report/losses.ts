import type { RequestRecord } from '../timeline.ts';
import type { LostOutcome } from './requests.ts';

/** Lost requests that follow each other closely: one mark in the picture. */
export interface Loss {
  readonly fromMs: number;
  readonly toMs: number;
  readonly outcomes: Readonly<Partial<Record<LostOutcome, number>>>;
  readonly requests: number;
}

const SAME_LOSS_MS = 1000;

export function findLosses(requests: readonly RequestRecord[]): Loss[] {
  const losses: {
    fromMs: number;
    toMs: number;
    outcomes: Partial<Record<LostOutcome, number>>;
    requests: number;
  }[] = [];
  for (const { outcome, scheduledMs } of requests.toSorted((a, b) => a.scheduledMs - b.scheduledMs)) {
    if (outcome === 'ok') continue;
    let loss = losses.at(-1);
    if (loss === undefined || scheduledMs - loss.toMs > SAME_LOSS_MS) {
      loss = { fromMs: scheduledMs, toMs: scheduledMs, outcomes: {}, requests: 0 };
      losses.push(loss);
    }
    loss.toMs = scheduledMs;
    loss.requests += 1;
    loss.outcomes[outcome] = (loss.outcomes[outcome] ?? 0) + 1;
  }
  return losses;
}
