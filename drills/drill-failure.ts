/** A drill that can go no further: its verdict is FAIL with this reason and this remedy. */
export class DrillFailure extends Error {
  readonly remedy: string;

  constructor(reason: string, remedy: string) {
    super(reason);
    this.name = 'DrillFailure';
    this.remedy = remedy;
  }
}

/** By a person, with Ctrl-C. */
export const INTERRUPTED = 'interrupted';

export class Interrupted extends DrillFailure {
  constructor() {
    super(INTERRUPTED, 'run it again');
    this.name = 'Interrupted';
  }
}
