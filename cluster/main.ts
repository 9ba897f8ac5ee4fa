/** `npm run up` and `npm run down`: install the service in a cluster, and remove it. */

import { message } from '../messages/all.ts';
import { languageOf, type Say, sayIn } from '../messages/say.ts';
import {
  flagsHelp,
  HELP,
  LANGUAGE,
  readCommandLine,
  Refusal,
  refuseMoreWords,
  UsageError,
  YES,
} from '../scripts/command-line.ts';
import { imagePrefixIn } from '../scripts/images/prefix.ts';
import { type Machine, thisMachine } from '../scripts/machine.ts';
import { type Terminal, terminalFor } from '../scripts/terminal.ts';
import { down } from './down.ts';
import { StepFailure } from './plan.ts';
import { up } from './up.ts';

const FLAGS = [
  { name: 'context', value: 'NAME', help: message('up.flag.context') },
  { name: 'create', value: 'TOOL', help: message('up.flag.create') },
  { name: 'namespace', value: 'NAME', help: message('up.flag.namespace'), byDefault: 'default' },
  { name: 'overlay', value: 'NAME', help: message('up.flag.overlay') },
  { name: 'no-images', help: message('up.flag.noImages') },
  { name: 'monitoring', help: message('up.flag.monitoring') },
  YES,
  { name: 'dry-run', help: message('up.flag.dryRun') },
  LANGUAGE,
  HELP,
] as const;

/** The other flags say what `up` installs. */
const FLAGS_OF_DOWN: readonly string[] = ['context', 'yes', 'dry-run', 'lang'];

function usage(words: Say): string {
  return `npm run up   -- [--context NAME | --create kind|k3d|minikube] [--namespace NAME] [--overlay NAME]
                [--no-images] [--monitoring] [--yes] [--dry-run]
npm run down -- [--context NAME] [--yes] [--dry-run]

${flagsHelp(FLAGS, { IMAGE_PREFIX: message('up.help.IMAGE_PREFIX') }, words)}`;
}

/** @returns the exit code */
export async function main(args: readonly string[], machine: Machine, terminal: Terminal): Promise<number> {
  try {
    await follow(args, machine, terminal);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof StepFailure)) throw error;
    terminal.complain('\n', error.said);
    const isOfCommandLine = error instanceof UsageError && !(error instanceof Refusal);
    if (isOfCommandLine) terminal.complain('\n', usage(terminal.words));
    return error instanceof UsageError ? 2 : 1;
  }
}

async function follow(args: readonly string[], machine: Machine, terminal: Terminal): Promise<void> {
  const [verb = '', ...rest] = args;
  const line = readCommandLine(rest, { typed: `npm run ${verb}`, flags: FLAGS }, process.env);
  if (line === null) return terminal.say(usage(terminal.words));
  const { values, given } = line;
  refuseMoreWords(line.words);
  const common = { context: values.context ?? null, yes: values.yes, dryRun: values['dry-run'] };
  if (verb === 'down') {
    const foreign = given.find((name) => !FLAGS_OF_DOWN.includes(name));
    if (foreign !== undefined) throw new UsageError(message('up.notForDown', { flag: foreign }));
    return down(machine, common, terminal);
  }
  await up(
    machine,
    {
      ...common,
      create: values.create ?? null,
      namespace: values.namespace ?? null,
      overlay: values.overlay ?? null,
      noImages: values['no-images'],
      monitoring: values.monitoring,
      imagePrefix: imagePrefixIn(process.env),
      language: values.lang ?? null,
    },
    terminal,
  );
}

if (import.meta.main) {
  const args = process.argv.slice(2);
  process.exitCode = await main(args, thisMachine, terminalFor(sayIn(languageOf(args, process.env))));
}
