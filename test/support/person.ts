import type { Terminal } from '../../scripts/terminal.ts';

export interface Person extends Terminal {
  /** What was said to them, questions included. */
  readonly heard: string[];
  /** What they answer to every question. */
  answers: boolean;
}

/** A person at a terminal. */
export function personSaying(answers: boolean): Person {
  const heard: string[] = [];
  return {
    heard,
    answers,
    isInteractive: true,
    say: (line = '') => void heard.push(line),
    async ask(question) {
      heard.push(question);
      return this.answers;
    },
  };
}
