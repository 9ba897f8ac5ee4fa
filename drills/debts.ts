import { setTimeout as sleep } from 'node:timers/promises';
import type { Check } from './timeline.ts';
import { LEFT_AS_FOUND } from './verdict.ts';

/** Something that a drill changed in the cluster and has to put back. */
export interface Debt {
  /** "node-2 is cordoned": what is left when it is not paid. */
  readonly left: string;
  /** The command that a person types to pay it. */
  readonly remedy: string;
  /** Undoes it and waits until the cluster shows it. Safe to call when nothing is to be undone. */
  pay(signal: AbortSignal): Promise<void>;
}

const ATTEMPTS = 3;
const RETRY_MS = 1000;

/** Newest first: what was changed last is put back first. */
export class Debts {
  readonly #open: Debt[] = [];

  /** Before the change is made: a change that fails halfway is owed too. */
  owe(debt: Debt): void {
    this.#open.push(debt);
  }

  list(): readonly Debt[] {
    return this.#open.toReversed();
  }

  /** One failed check for each debt that could not be paid. */
  async payAll(timeoutMs: number, announce: (debt: Debt) => void): Promise<Check[]> {
    const failed: Check[] = [];
    for (const debt of this.list()) {
      announce(debt);
      const problem = await attempt(debt, timeoutMs);
      if (problem === null) {
        this.#open.splice(this.#open.indexOf(debt), 1);
        continue;
      }
      failed.push({
        ...LEFT_AS_FOUND,
        passed: false,
        actual: `${debt.left}: ${problem}`,
        remedy: debt.remedy,
      });
    }
    return failed;
  }
}

async function attempt(debt: Debt, timeoutMs: number): Promise<string | null> {
  const signal = AbortSignal.timeout(timeoutMs);
  for (let tries = 1; ; tries += 1) {
    try {
      await debt.pay(signal);
      return null;
    } catch (err) {
      if (signal.aborted) return `not within ${Math.round(timeoutMs / 1000)} s`;
      if (tries === ATTEMPTS) return err instanceof Error ? err.message : String(err);
      // An API server that is away for a moment must not leave a node cordoned.
      await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
    }
  }
}
