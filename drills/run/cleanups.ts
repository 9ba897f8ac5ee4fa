import { setTimeout as sleep } from 'node:timers/promises';
import { message } from '../../messages/all.ts';
import { saidBy } from '../../messages/message.ts';
import { DrillFailure } from '../drill-failure.ts';
import { LEFT_AS_FOUND } from '../judging/verdict.ts';
import type { Check, Text } from '../timeline.ts';

/** Something that a drill changed in the cluster and has to put back. */
export interface Cleanup {
  /** "node-2 is cordoned": what is left when it does not run. */
  readonly left: Text;
  /** "node-2 is uncordoned", for a person who interrupted the drill. Absent where the cleanup only waits. */
  readonly done?: Text;
  /** The command that a person types instead. */
  readonly remedy: Text;
  /** Undoes the change and waits until the cluster shows it. Safe to call when nothing is to be undone. */
  run(signal: AbortSignal): Promise<void>;
}

/** The words for a change that is put back. */
export type ChangeWords = Required<Omit<Cleanup, 'run'>>;

const ATTEMPTS = 3;
const RETRY_MS = 1000;

/** Newest first: what was changed last is put back first. */
export class Cleanups {
  readonly #open: Cleanup[] = [];
  readonly #done: Text[] = [];

  /** Before the change is made: a change that fails halfway is undone too. */
  add(cleanup: Cleanup): void {
    this.#open.push(cleanup);
  }

  /** The changes that were put back so far. */
  get done(): readonly Text[] {
    return this.#done;
  }

  list(): readonly Cleanup[] {
    return this.#open.toReversed();
  }

  /** One failed check for each cleanup that failed. */
  async runAll(timeoutMs: number, announce: (cleanup: Cleanup) => void): Promise<Check[]> {
    const failed: Check[] = [];
    for (const cleanup of this.list()) {
      announce(cleanup);
      const failure = await attempt(cleanup, timeoutMs);
      if (failure === null) {
        this.#open.splice(this.#open.indexOf(cleanup), 1);
        if (cleanup.done !== undefined) this.#done.push(cleanup.done);
        continue;
      }
      failed.push({
        ...LEFT_AS_FOUND,
        passed: false,
        actual: message('cleanups.failed', { left: cleanup.left, problem: failure.problem }),
        remedy: failure.remedy,
      });
    }
    return failed;
  }
}

async function attempt(
  cleanup: Cleanup,
  timeoutMs: number,
): Promise<{ readonly problem: Text; readonly remedy: Text } | null> {
  const { remedy } = cleanup;
  const signal = AbortSignal.timeout(timeoutMs);
  for (let tries = 1; ; tries += 1) {
    try {
      await cleanup.run(signal);
      return null;
    } catch (err) {
      // Another attempt does not help, and this failure has a remedy of its own.
      if (err instanceof DrillFailure) return { problem: err.said, remedy: err.remedy };
      if (signal.aborted)
        return { problem: message('cleanups.notWithin', { time: Math.round(timeoutMs / 1000) }), remedy };
      if (tries === ATTEMPTS) return { problem: saidBy(err), remedy };
      // An API server that is away for a moment must not leave a node cordoned.
      await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
    }
  }
}
