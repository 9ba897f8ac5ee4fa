/** `npm run up` and `npm run down`: the service into a cluster, and out of it again. */

import {
  flagsHelp,
  HELP,
  readCommandLine,
  Refusal,
  refuseMoreWords,
  UsageError,
} from '../scripts/command-line.ts';
import { DEFAULT_PREFIX } from '../scripts/images/prefix.ts';
import { type Terminal, terminal } from '../scripts/terminal.ts';
import { down } from './down.ts';
import { type Machine, thisMachine } from './machine.ts';
import { StepFailure } from './plan.ts';
import { up } from './up.ts';

const FLAGS = [
  {
    name: 'context',
    value: 'NAME',
    help: 'a cluster that kubectl knows; without it, one on this machine is found or offered',
  },
  { name: 'create', value: 'TOOL', help: 'a new cluster, made with this tool: kind, k3d or minikube' },
  { name: 'namespace', value: 'NAME', help: 'a namespace that is there', byDefault: 'default' },
  { name: 'overlay', value: 'NAME', help: 'overlays/NAME instead of k8s/' },
  { name: 'no-images', help: 'the nodes have the images already, or pull them' },
  { name: 'monitoring', help: 'Prometheus, Loki and Grafana as well, into a namespace of their own' },
  { name: 'yes', short: 'y', help: 'do not ask' },
  { name: 'dry-run', help: 'show the plan, touch nothing' },
  HELP,
] as const;

/** `down` takes these only: the others say how something is brought. */
const FLAGS_OF_DOWN: readonly string[] = ['context', 'yes', 'dry-run'];

const USAGE = `npm run up   -- [--context NAME | --create kind|k3d|minikube] [--namespace NAME] [--overlay NAME] [--no-images] [--monitoring] [--yes] [--dry-run]
npm run down -- [--context NAME] [--yes] [--dry-run]

${flagsHelp(FLAGS, {
  IMAGE_PREFIX:
    "what stands before /app in the images' names (default 1pro); with a registry in it, where they go",
})}`;

/** @returns the exit code */
export async function main(
  words: readonly string[],
  machine: Machine,
  terminal: Terminal,
  complain: (text: string) => void,
): Promise<number> {
  try {
    await follow(words, machine, terminal);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof StepFailure)) throw error;
    const isOfCommandLine = error instanceof UsageError && !(error instanceof Refusal);
    complain(`\n${error.message}${isOfCommandLine ? `\n\n${USAGE}` : ''}`);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function follow(words: readonly string[], machine: Machine, terminal: Terminal): Promise<void> {
  const [verb = '', ...rest] = words;
  const line = readCommandLine(rest, { typed: `npm run ${verb}`, flags: FLAGS }, process.env);
  if (line === null) return terminal.say(USAGE);
  const { values, given } = line;
  refuseMoreWords(line.words);
  const both = { context: values.context ?? null, yes: values.yes, dryRun: values['dry-run'] };
  if (verb === 'down') {
    const odd = given.find((name) => !FLAGS_OF_DOWN.includes(name));
    if (odd !== undefined) throw new UsageError(`--${odd} means nothing to npm run down`);
    return down(machine, both, terminal);
  }
  await up(
    machine,
    {
      ...both,
      create: values.create ?? null,
      namespace: values.namespace ?? null,
      overlay: values.overlay ?? null,
      noImages: values['no-images'],
      monitoring: values.monitoring,
      imagePrefix: process.env.IMAGE_PREFIX || DEFAULT_PREFIX,
    },
    terminal,
  );
}

if (import.meta.main) {
  const complain = (text: string) => void process.stderr.write(`${text}\n`);
  process.exitCode = await main(process.argv.slice(2), thisMachine, terminal, complain);
}
