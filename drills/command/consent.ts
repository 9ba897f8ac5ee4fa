import { message } from '../../messages/drills.ts';
import type { Message } from '../../messages/message.ts';
import type { Say } from '../../messages/say.ts';
import { Refusal } from '../../scripts/command-line.ts';
import { terminalFor } from '../../scripts/terminal.ts';

/**
 * A person's yes before something is changed. @throws Refusal without one; it says how to give it beforehand
 */
export async function askConsent(question: Message, isGiven: boolean, say: Say): Promise<void> {
  if (isGiven) return;
  const terminal = terminalFor(say);
  if (!terminal.isInteractive) throw new Refusal(message('consent.nobodyHere', { question }));
  if (!(await terminal.ask(question))) throw new Refusal(message('consent.nothingChanged'));
}
