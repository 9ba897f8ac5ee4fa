/** A command of another program, and how it is shown. */

export interface Command {
  readonly argv: readonly [program: string, ...rest: string[]];
  /** What it gets on standard input, and the words for it where the command is shown. */
  readonly input?: { readonly text: string; readonly shownAs: string };
}

/** As one would type it. */
export function show(command: Command): string {
  const typed = command.argv.map((word) => (/^[\w./:=@,+-]+$/.test(word) ? word : `'${word}'`)).join(' ');
  return command.input ? `${command.input.shownAs} | ${typed}` : typed;
}
