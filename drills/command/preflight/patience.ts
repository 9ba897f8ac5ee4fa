import { setTimeout as sleep } from 'node:timers/promises';
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
  const deadlineMs = performance.now() + patienceSeconds * 1000;
  for (;;) {
    signal.throwIfAborted();
    const { isUnhealable, ...answer } = await question();
    const isOver = isUnhealable || performance.now() + RETRY_MS > deadlineMs;
    if (answer.passed !== false || isOver) return answer;
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
  }
}
