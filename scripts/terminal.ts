import { createInterface } from 'node:readline/promises';
import { message } from '../messages/all.ts';
import type { Text } from '../messages/message.ts';
import type { Say } from '../messages/say.ts';

/** The terminal of a person. */
export interface Terminal {
  readonly isInteractive: boolean;
  /** Translates a text into the language of the person. */
  readonly words: Say;
  /** Prints the parts on one line. */
  say(...parts: readonly Text[]): void;
  /** Every answer but a clear yes is a no. */
  ask(question: Text): Promise<boolean>;
  /** Like `say`, to standard error. */
  complain(...parts: readonly Text[]): void;
}

/** On a Korean keyboard ㅛ is on the key of `y`. */
const YES = /^(y|yes|예|네|ㅛ)$/i;

export function terminalFor(words: Say): Terminal {
  const lineOf = (parts: readonly Text[]) => `${parts.map(words).join('')}\n`;
  return {
    isInteractive: Boolean(process.stdin.isTTY && process.stdout.isTTY),
    words,
    say: (...parts) => void process.stdout.write(lineOf(parts)),
    async ask(question) {
      const dialogue = createInterface({ input: process.stdin, output: process.stdout });
      const answer = await dialogue.question(`${words(question)} ${words(message('terminal.yesOrNo'))} `);
      dialogue.close();
      return YES.test(answer.trim());
    },
    complain: (...parts) => void process.stderr.write(lineOf(parts)),
  };
}
