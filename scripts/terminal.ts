import { createInterface } from 'node:readline/promises';

/** Where words go and answers come from. */
export interface Terminal {
  readonly isInteractive: boolean;
  say(line?: string): void;
  /** Anything but a clear yes is a no. */
  ask(question: string): Promise<boolean>;
}

export const terminal: Terminal = {
  isInteractive: Boolean(process.stdin.isTTY && process.stdout.isTTY),
  say(line = '') {
    process.stdout.write(`${line}\n`);
  },
  async ask(question) {
    const dialogue = createInterface({ input: process.stdin, output: process.stdout });
    const answer = await dialogue.question(`${question} [y/N] `);
    dialogue.close();
    return /^(y|yes|예|네)$/i.test(answer.trim());
  },
};
