import { poll } from '../../../scripts/poll.ts';
import type { Check } from '../../timeline.ts';

/** A check of the cluster before a drill. */
export interface PreflightCheck extends Check {
  /** No time heals it: a person has to. */
  readonly isUnhealable?: true;
}

const RETRY_MS = 1000;

export function unhealable(check: Check): PreflightCheck {
  return check.passed === false ? { ...check, isUnhealable: true } : check;
}

/** Asks again for as long as the patience lasts, where time can heal it. */
export async function askUntilHolds(
  question: () => PreflightCheck | Promise<PreflightCheck>,
  patienceSeconds: number,
  signal: AbortSignal,
): Promise<Check> {
  const { isUnhealable: _, ...answer } = await poll(
    question,
    ({ passed, isUnhealable }) => passed !== false || isUnhealable === true,
    { everyMs: RETRY_MS, withinMs: patienceSeconds * 1000 - RETRY_MS, signal },
  );
  return answer;
}
