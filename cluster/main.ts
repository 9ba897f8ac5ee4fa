/** `npm run up` and `npm run down`: the service into a cluster, and out of it again. */

import { parseArgs } from 'node:util';
import { DEFAULT_PREFIX } from '../images/prefix.ts';
import { down } from './down.ts';
import { type Machine, thisMachine } from './machine.ts';
import { StepFailure } from './plan.ts';
import { Refusal } from './refusal.ts';
import { type Terminal, terminal } from './terminal.ts';
import { up } from './up.ts';

const usage = `npm run up   -- [--context NAME | --create kind|k3d|minikube] [--namespace NAME] [--overlay NAME] [--no-images] [--monitoring] [--yes] [--dry-run]
npm run down -- [--context NAME] [--yes] [--dry-run]

  --context NAME   a cluster that kubectl knows; without it, one on this machine is found or offered
  --create TOOL    a new cluster, made with this tool
  --namespace NAME a namespace that is there; without it, default
  --overlay NAME   overlays/NAME instead of k8s/
  --no-images      the nodes have the images already, or pull them
  --monitoring     Prometheus, Loki and Grafana as well, into a namespace of their own
  --yes            do not ask
  --dry-run        show the plan, touch nothing
  IMAGE_PREFIX     what stands before /app in the images' names (default 1pro); with a registry in it, where they go`;

const flags = {
  context: { type: 'string' },
  create: { type: 'string' },
  namespace: { type: 'string' },
  overlay: { type: 'string' },
  'no-images': { type: 'boolean', default: false },
  monitoring: { type: 'boolean', default: false },
  yes: { type: 'boolean', short: 'y', default: false },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

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
    if (!(error instanceof Refusal) && !(error instanceof StepFailure)) throw error;
    complain(`\n${error.message}`);
    return error instanceof Refusal ? 2 : 1;
  }
}

async function follow(words: readonly string[], machine: Machine, terminal: Terminal): Promise<void> {
  const { values, positionals } = readArguments(words);
  if (values.help) return terminal.say(usage);
  const both = { context: values.context ?? null, yes: values.yes, dryRun: values['dry-run'] };
  if (positionals[0] === 'down') return down(machine, both, terminal);
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

function readArguments(words: readonly string[]) {
  try {
    return parseArgs({ args: [...words], options: flags, allowPositionals: true });
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${usage}`);
  }
}

if (import.meta.main) {
  const complain = (text: string) => void process.stderr.write(`${text}\n`);
  process.exitCode = await main(process.argv.slice(2), thisMachine, terminal, complain);
}
