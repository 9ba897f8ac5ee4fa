import { UsageError } from '../scripts/command-line.ts';

/** A cluster, a file or a combination of flags with which a drill cannot begin. */
export class Refusal extends UsageError {
  override readonly name = 'Refusal';
}

/** A drill that can go no further: its verdict is FAIL with this reason and this remedy. */
export class GaveUp extends Error {
  readonly remedy: string;

  constructor(reason: string, remedy: string) {
    super(reason);
    this.name = 'GaveUp';
    this.remedy = remedy;
  }
}

/** By a person, with Ctrl-C. */
export const INTERRUPTED = 'interrupted';

export class Interrupted extends GaveUp {
  constructor() {
    super(INTERRUPTED, 'run it again');
    this.name = 'Interrupted';
  }
}
