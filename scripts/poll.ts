import { setTimeout as sleep } from 'node:timers/promises';

interface Pace {
  readonly everyMs: number;
  /** Without it only the signal ends the poll. */
  readonly withinMs?: number;
  readonly signal?: AbortSignal;
}

/** Asks until the answer is good or the time is over. @returns the last answer @throws the abort reason */
export async function poll<T>(
  ask: () => T | Promise<T>,
  isGood: (answer: T) => boolean,
  { everyMs, withinMs = Number.POSITIVE_INFINITY, signal }: Pace,
): Promise<T> {
  const deadlineMs = performance.now() + withinMs;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await ask();
    if (isGood(answer) || performance.now() > deadlineMs) return answer;
    // An abort ends the sleep. The next turn throws its reason.
    await sleep(everyMs, undefined, signal && { signal }).catch(() => {});
  }
}
