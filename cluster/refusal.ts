import { UsageError } from '../scripts/command-line.ts';

/** A reason not to begin, told in full by its message: nothing was touched. */
export class Refusal extends UsageError {
  override readonly name = 'Refusal';
}
