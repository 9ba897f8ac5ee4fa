import type { Static, TObject } from 'typebox';
import type { ErrorAnswer, FaultEnding } from '../contract.ts';

export type Progress = Readonly<Record<string, number | string | boolean>>;

/** What a fault will do, decided before it starts. The client gets it as the answer. */
export interface FaultPlan<P> {
  /** All defaults are filled in. */
  readonly parameters: P;
  /** One sentence for people. */
  readonly message: string;
  /** Seconds from the start to the announced end. */
  readonly seconds: number;
  /** How the fault ends. If the platform should end it and does not, the fault undoes itself. */
  readonly ending: FaultEnding;
}

export interface FaultRun {
  /** Aborted at the deadline, by DELETE, by a replacement and by shutdown. */
  readonly signal: AbortSignal;
  /** Publishes the latest figures; names carry their unit. */
  report(progress: Progress): void;
  /** Announces a new end after a limit has changed. Its seconds, too, count from the start. */
  replan(plan: FaultPlan<Record<string, unknown>>): void;
}

/** One kind of fault. `run` undoes its effect before it settles. */
export interface Fault<S extends TObject = TObject> {
  readonly kind: string;
  /** One line for `GET /faults`. */
  readonly summary: string;
  /** Bounds that depend on the container are getters, because its limits may change. */
  readonly parameters: S;
  /** @throws {FaultRefused} when this container cannot do it */
  plan(parameters: Static<S>): FaultPlan<Static<S>>;
  /** Starts the effect and settles when it is over and undone. */
  run(plan: FaultPlan<Static<S>>, run: FaultRun): Promise<void>;
}

/** The message for programs: a code, and the figures of the message. */
type RefusalReason = Required<Pick<ErrorAnswer, 'code'>> & Pick<ErrorAnswer, 'figures'>;

/**
 * 400: the value is not possible in this container. 409: the container's state does not allow the fault
 * now.
 */
export class FaultRefused extends Error {
  readonly statusCode: 400 | 409;
  readonly reason: RefusalReason;

  constructor(statusCode: 400 | 409, message: string, reason: RefusalReason) {
    super(message);
    this.statusCode = statusCode;
    this.reason = reason;
  }
}

/** Settles when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/**
 * Calls `tick` at once and then every `intervalMs` until the signal aborts. Settles then, or rejects when
 * `tick` throws.
 */
export function repeat(signal: AbortSignal, intervalMs: number, tick: () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearInterval(timer);
      signal.removeEventListener('abort', stop);
      settle();
    };
    const guarded = () => {
      try {
        tick();
      } catch (error) {
        finish(() => reject(error));
      }
    };
    const stop = () => finish(resolve);
    const timer = setInterval(guarded, intervalMs);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    else guarded();
  });
}
