import { vi } from 'vitest';

/** A bound for what hangs, and none on how busy the machine may be. */
const HANGS_AFTER_MS = 60_000;

/**
 * Looks every 5 ms, by which the clock goes on where a test has one of its own (`vi.useFakeTimers`).
 * A question that fails is asked again.
 * @param what is awaited, for the error after the timeout
 */
export function waitUntil(
  what: string | (() => string),
  holds: () => boolean | Promise<boolean>,
  timeoutMs = HANGS_AFTER_MS,
): Promise<void> {
  const refuse = () => {
    throw new Error(`waited for ${typeof what === 'string' ? what : what()}`);
  };
  return vi.waitFor(
    () => {
      const answer = holds();
      if (typeof answer !== 'boolean') return answer.then((isHeld) => (isHeld ? undefined : refuse()));
      if (!answer) refuse();
    },
    { timeout: timeoutMs, interval: 5 },
  );
}
