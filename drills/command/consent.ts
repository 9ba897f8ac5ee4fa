import { createInterface } from 'node:readline/promises';
import { Refusal } from '../refusal.ts';

/**
 * A person's yes before something is changed. @throws Refusal without one; it says how to give it beforehand
 */
export async function askConsent(question: string, isGiven: boolean): Promise<void> {
  if (isGiven) return;
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new Refusal(`${question} Nobody is here to answer: say --yes`);
  const dialogue = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await dialogue.question(`${question} [y/N] `);
  dialogue.close();
  if (!/^(y|yes|예|네)$/i.test(answer.trim())) throw new Refusal('nothing was changed');
}
