import { textOf } from '../../../messages/message.ts';
import { poll } from '../../../scripts/poll.ts';
import type { Check, Text } from '../../timeline.ts';

/** A check of the cluster before a drill. */
export interface PreflightCheck extends Check {
  /** Time may heal a failure: the check is repeated for as long as `--patience` allows. */
  readonly mayHeal?: true;
}

export function mayHeal(check: Check): PreflightCheck {
  return { ...check, mayHeal: true };
}

const RETRY_MS = 1000;

/** Asks the cluster, and keeps each check. */
export class Questions {
  readonly checks: Check[] = [];
  readonly #patienceSeconds: number;
  readonly #signal: AbortSignal;

  constructor(patienceSeconds: number, signal: AbortSignal) {
    this.#patienceSeconds = patienceSeconds;
    this.#signal = signal;
  }

  get allHold(): boolean {
    return this.checks.every(({ passed }) => passed !== false);
  }

  /** Returns false for a failed check. */
  async ask(question: () => PreflightCheck | Promise<PreflightCheck>): Promise<boolean> {
    const { mayHeal: _, ...answer } = await poll(
      question,
      ({ passed, mayHeal }) => passed !== false || mayHeal !== true,
      { everyMs: RETRY_MS, withinMs: this.#patienceSeconds * 1000 - RETRY_MS, signal: this.#signal },
    );
    this.checks.push(answer);
    return answer.passed !== false;
  }

  /** For a check that every later one needs. @throws NotReady where it fails */
  async require(question: () => PreflightCheck | Promise<PreflightCheck>): Promise<void> {
    if (!(await this.ask(question))) throw new NotReady();
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
