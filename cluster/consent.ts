/** The questions before a change. */

import { message } from '../messages/all.ts';
import { Refusal } from '../scripts/command-line.ts';
import type { Terminal } from '../scripts/terminal.ts';
import type { Target } from './target.ts';

export interface Consent {
  /** `--yes`: do not ask. */
  readonly yes: boolean;
  /** The cluster was named on the command line. */
  readonly isNamed: boolean;
  /** The context of a remote cluster. It may be anyone's: `--yes` alone is not enough. */
  readonly elsewhere: string | null;
}

/** @throws {Refusal} without consent */
export async function requireConsent(
  { yes, isNamed, elsewhere }: Consent,
  terminal: Terminal,
  nobodyIsHere = message('consent.nobody'),
): Promise<void> {
  if (yes && (isNamed || elsewhere === null)) return;
  if (yes) throw new Refusal(message('consent.elsewhere', { context: elsewhere ?? '' }));
  if (!terminal.isInteractive) {
    if (isNamed) return;
    throw new Refusal(nobodyIsHere);
  }
  await askToGoAhead(terminal);
}

/** @throws {Refusal} when the answer is no */
async function askToGoAhead(terminal: Terminal, question = message('consent.goAhead')): Promise<void> {
  if (!(await terminal.ask(question))) throw new Refusal(message('consent.nothingTouched'));
}

/** A question of its own: neither `--yes` nor the name of the cluster answers it. */
export async function requireDeletion(
  { provider, cluster, context }: Target,
  terminal: Terminal,
): Promise<void> {
  const which = { provider: provider.name, name: cluster.name };
  if (!terminal.isInteractive) throw new Refusal(message('consent.notDeletedUnasked', { ...which, context }));
  await askToGoAhead(terminal, message('consent.delete', which));
}
