import type { Locale, Text } from '../../messages/message.ts';
import { sayIn } from '../../messages/say.ts';
import type { Terminal } from '../../scripts/terminal.ts';

/** A terminal that keeps what was printed. */
export class FakeTerminal implements Terminal {
  readonly words: Terminal['words'];
  /** How the person answers a question; null without a person. */
  person: ((question: string) => boolean) | null;
  /** Printed lines and questions. */
  readonly heard: string[] = [];
  readonly complaints: string[] = [];

  constructor(person: FakeTerminal['person'] = null, language: Locale = 'en') {
    this.person = person;
    this.words = sayIn(language);
  }

  get isInteractive(): boolean {
    return this.person !== null;
  }

  say(...parts: readonly Text[]): void {
    this.heard.push(parts.map(this.words).join(''));
  }

  complain(...parts: readonly Text[]): void {
    this.complaints.push(parts.map(this.words).join(''));
  }

  async ask(question: Text): Promise<boolean> {
    const asked = this.words(question);
    this.heard.push(asked);
    if (this.person === null) throw new Error('nobody is here to ask');
    return this.person(asked);
  }
}

/** Answers every question so. */
export function personSaying(answer: boolean): FakeTerminal {
  return new FakeTerminal(() => answer);
}
