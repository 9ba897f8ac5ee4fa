import type { LostOutcome, RequestRecord } from '../timeline.ts';

/** Lost requests that follow each other closely: one mark in the picture. */
export interface Loss {
  readonly fromMs: number;
  readonly toMs: number;
  readonly outcomes: Readonly<Partial<Record<LostOutcome, number>>>;
  readonly requests: number;
}

const SAME_LOSS_MS = 1000;

export function findLosses(requests: readonly RequestRecord[]): Loss[] {
  const losses: Loss[] = [];
  for (const { outcome, scheduledMs } of requests.toSorted((a, b) => a.scheduledMs - b.scheduledMs)) {
    if (outcome === 'ok') continue;
    const last = losses.at(-1);
    const isSame = last !== undefined && scheduledMs - last.toMs <= SAME_LOSS_MS;
    const { fromMs, outcomes, requests } = isSame ? last : { fromMs: scheduledMs, outcomes: {}, requests: 0 };
    losses.splice(isSame ? -1 : losses.length, 1, {
      fromMs,
      toMs: scheduledMs,
      outcomes: { ...outcomes, [outcome]: (outcomes[outcome] ?? 0) + 1 },
      requests: requests + 1,
    });
  }
  return losses;
}
