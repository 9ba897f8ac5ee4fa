import type { PressureAnswer } from './contract.ts';

export type ShedCause = keyof PressureAnswer['requestsShed'];

/**
 * Requests in flight, the delay of the event loop and the number of shed requests. The load shedding writes
 * them. The metrics and /info read them.
 */
export class Pressure {
  readonly maxRequestsInFlight: number;
  readonly maxEventLoopDelayMs: number;
  readonly requestsShed: Record<ShedCause, number> = { requestsInFlight: 0, eventLoopDelay: 0 };
  requestsInFlight: () => number = () => 0;
  /** How late the event loop was: the mean of the latest second. */
  eventLoopDelayMs: () => number = () => 0;

  constructor(bounds: { maxRequestsInFlight: number; maxEventLoopDelayMs: number }) {
    this.maxRequestsInFlight = bounds.maxRequestsInFlight;
    this.maxEventLoopDelayMs = bounds.maxEventLoopDelayMs;
  }

  get answer(): PressureAnswer {
    return {
      requestsInFlight: this.requestsInFlight(),
      maxRequestsInFlight: this.maxRequestsInFlight,
      eventLoopDelayMs: Math.round(this.eventLoopDelayMs() * 10) / 10,
      maxEventLoopDelayMs: this.maxEventLoopDelayMs,
      requestsShed: { ...this.requestsShed },
    };
  }
}
