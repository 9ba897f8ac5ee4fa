import { message } from '../messages/all.ts';
import { isNamed, type Text, textOf } from '../messages/message.ts';
import type { Timeline } from './timeline.ts';

/** Ends a drill early: its verdict is FAIL, with this reason and this remedy. */
export class DrillFailure extends Error {
  readonly said: Text;
  readonly remedy: Text;

  constructor(reason: Text, remedy: Text) {
    super(textOf(reason));
    this.name = 'DrillFailure';
    this.said = reason;
    this.remedy = remedy;
  }
}

/** A person has pressed Ctrl-C. */
export class Interrupted extends DrillFailure {
  constructor() {
    super(message('interrupted'), message('interrupted.remedy'));
    this.name = 'Interrupted';
  }
}

export function isInterrupted({ facts }: Timeline): boolean {
  return isNamed(facts.gaveUp, 'interrupted');
}
