import type { SampleAnswer } from '../../contract.ts';

/** Real traffic that a pod refused since its answer before, and why. */
export interface Shedding {
  readonly cause: keyof SampleAnswer['pressure']['requestsShed'];
  readonly requests: number;
  /** The bound that was reached: requests in flight, or milliseconds. */
  readonly bound: number;
  readonly untilMs: number;
}

const SHOWN_MS = 10_000;

/** `null` where nothing was shed between two answers of one life. The cause is the more frequent one. */
export function sheddingBetween(before: SampleAnswer, now: SampleAnswer, atMs: number): Shedding | null {
  if (before.startedAt !== now.startedAt) return null;
  const { requestsShed, maxRequestsInFlight, maxEventLoopDelayMs } = now.pressure;
  const inFlight = requestsShed.requestsInFlight - before.pressure.requestsShed.requestsInFlight;
  const late = requestsShed.eventLoopDelay - before.pressure.requestsShed.eventLoopDelay;
  if (inFlight <= 0 && late <= 0) return null;
  const untilMs = atMs + SHOWN_MS;
  return late > inFlight
    ? { cause: 'eventLoopDelay', requests: late, bound: maxEventLoopDelayMs, untilMs }
    : { cause: 'requestsInFlight', requests: inFlight, bound: maxRequestsInFlight, untilMs };
}
