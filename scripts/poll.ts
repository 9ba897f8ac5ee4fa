import { setTimeout as sleep } from 'node:timers/promises';

interface Pace {
  readonly everyMs: number;
  /** Without it there is no end but the signal's. */
  readonly withinMs?: number;
  readonly signal?: AbortSignal;
}

/** Asks until the answer is good or the time is over; gives back the last answer. @throws what aborted it */
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
    // An abort ends the pause; the next turn throws its reason.
    await sleep(everyMs, undefined, signal && { signal }).catch(() => {});
  }
}
