import { textOf } from '../../../messages/message.ts';
import { poll } from '../../../scripts/poll.ts';
import type { Check, Text } from '../../timeline.ts';

/** A check of the cluster before a drill. */
export interface PreflightCheck extends Check {
  /** The failure may pass with time: the check is repeated for as long as `--patience` allows. */
  readonly retryable?: true;
}

export function retryable(check: Check): PreflightCheck {
  return { ...check, retryable: true };
}

const RETRY_MS = 1000;

/** Runs the checks of a preflight, and keeps each of them. */
export class CheckRunner {
  readonly checks: Check[] = [];
  readonly #patienceSeconds: number;
  readonly #signal: AbortSignal;

  constructor(patienceSeconds: number, signal: AbortSignal) {
    this.#patienceSeconds = patienceSeconds;
    this.#signal = signal;
  }

  get allPassed(): boolean {
    return this.checks.every(({ passed }) => passed !== false);
  }

  /** Returns false for a failed check. */
  async run(makeCheck: () => PreflightCheck | Promise<PreflightCheck>): Promise<boolean> {
    const { retryable: _, ...answer } = await poll(
      makeCheck,
      ({ passed, retryable }) => passed !== false || retryable !== true,
      { everyMs: RETRY_MS, withinMs: this.#patienceSeconds * 1000 - RETRY_MS, signal: this.#signal },
    );
    this.checks.push(answer);
    return answer.passed !== false;
  }

  /** For a check that every later one needs. @throws NotReady where it fails */
  async require(makeCheck: () => PreflightCheck | Promise<PreflightCheck>): Promise<void> {
    if (!(await this.run(makeCheck))) throw new NotReady();
  }
}

/** Ends the preflight after a failed check that every later one needs. */
export class NotReady extends Error {}

/** Ends the preflight: this cluster cannot show what the drill is about. */
export class Skipped extends Error {
  readonly said: Text;

  constructor(reason: Text) {
    super(textOf(reason));
    this.said = reason;
  }
}
