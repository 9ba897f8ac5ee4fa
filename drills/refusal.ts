/** Bad input, or a cluster that cannot be asked: one clear line and exit code 2, no stack. */
export class Refusal extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Refusal';
  }
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
