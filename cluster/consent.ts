/** What is asked before anything is touched. */

import { Refusal } from '../scripts/command-line.ts';
import type { Terminal } from '../scripts/terminal.ts';
import type { Target } from './target.ts';

export interface Consent {
  /** Said on the command line: do not ask. */
  readonly yes: boolean;
  /** The cluster was named on the command line. */
  readonly isNamed: boolean;
  /**
   * The context of a cluster that is not on this machine: it may be anyone's, so --yes alone does not
   * suffice.
   */
  readonly elsewhere: string | null;
}

/** @throws {Refusal} where nobody agrees */
export async function requireConsent(
  { yes, isNamed, elsewhere }: Consent,
  terminal: Terminal,
): Promise<void> {
  if (yes && (isNamed || elsewhere === null)) return;
  if (yes) {
    throw new Refusal(
      `${elsewhere} is not a cluster on this machine. If you mean it, name it: --context ${elsewhere}`,
    );
  }
  if (!terminal.isInteractive) {
    if (isNamed) return;
    throw new Refusal('Nobody is here to ask. Say --yes, or name the cluster: --context NAME');
  }
  if (!(await terminal.ask('Go ahead?'))) throw new Refusal('Nothing was touched.');
}

/** Its own question, which neither --yes nor a name answers. */
export async function requireDeletion(
  { provider, cluster, context }: Target,
  terminal: Terminal,
): Promise<void> {
  const which = `the ${provider.name} cluster "${cluster.name}"`;
  if (!terminal.isInteractive) {
    throw new Refusal(
      `${which.replace('the', 'The')} that \`npm run up\` made runs and does not answer. Nothing is deleted unasked:\n` +
        `  npm run down -- --context ${context}     deletes it\n` +
        '  npm run up                               then makes a new one',
    );
  }
  if (!(await terminal.ask(`Delete ${which}, which does not answer, with all that is in it?`)))
    throw new Refusal('Nothing was touched.');
}
