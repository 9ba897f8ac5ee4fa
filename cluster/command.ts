/** A command of another program, and how it is shown. */

import { message } from '../messages/all.ts';
import type { Text } from '../messages/message.ts';

export interface Command {
  readonly argv: readonly [program: string, ...rest: string[]];
  /** What it gets on standard input, and the words for it where the command is shown. */
  readonly input?: { readonly text: string; readonly shownAs: Text };
}

/** As one would type it. */
export function typed({ argv }: Command): string {
  return argv.map((word) => (/^[\w./:=@,+-]+$/.test(word) ? word : `'${word}'`)).join(' ');
}

/** The same, with what it is fed from. */
export function show(command: Command): Text {
  const { input } = command;
  return input ? message('plan.piped', { input: input.shownAs, command: typed(command) }) : typed(command);
}
