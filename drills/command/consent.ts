import { Refusal } from '../../scripts/command-line.ts';
import { terminal } from '../../scripts/terminal.ts';

/**
 * A person's yes before something is changed. @throws Refusal without one; it says how to give it beforehand
 */
export async function askConsent(question: string, isGiven: boolean): Promise<void> {
  if (isGiven) return;
  if (!terminal.isInteractive) throw new Refusal(`${question} Nobody is here to answer: say --yes`);
  if (!(await terminal.ask(question))) throw new Refusal('nothing was changed');
}
