/** The images, built and brought to the nodes. */

import { message } from '../messages/all.ts';
import type { Locale } from '../messages/message.ts';
import { Refusal } from '../scripts/command-line.ts';
import { imagesOf } from '../scripts/images/commands.ts';
import { type Engine, findEngine, requireEngine } from '../scripts/images/engine.ts';
import { DEFAULT_PREFIX } from '../scripts/images/prefix.ts';
import { answerTo, type Machine } from '../scripts/machine.ts';
import { storedName } from './images.ts';
import type { Step } from './plan.ts';
import { writeRecord } from './record.ts';
import type { Situation } from './situation.ts';
import type { Target } from './target.ts';

export function engineFor(machine: Machine, { provider, cluster }: Target): Promise<Engine> {
  const only = provider.engineOf(cluster.nodes);
  return only === null ? findEngine(machine) : requireEngine(machine, only);
}

export async function imageSteps(
  { machine, options, target, record }: Situation,
  engine: Engine,
  archives: string,
): Promise<Step[]> {
  const { provider, cluster, creation } = target;
  const images = imagesOf(options.imagePrefix);
  if (!provider.isLocal && options.imagePrefix === DEFAULT_PREFIX)
    throw new Refusal(message('images.howTheyTravel', { context: target.context }));
  const words = buildFlags(target, engine, options.language);
  const build: Step = {
    title: message(provider.isLocal ? 'step.build' : 'step.buildAndPush', {
      images,
      program: engine.program,
    }),
    commands: [{ argv: ['npm', 'run', 'images', ...(words.length > 0 ? ['--', ...words] : [])] }],
    remedy: message(provider.isLocal ? 'images.build.remedy' : 'images.push.remedy', {
      program: engine.program,
    }),
  };
  const commands = provider.load(cluster, images, engine, archives);
  if (commands.length === 0) return [build];
  const before = creation ? '' : await storedImages(machine, target, engine);
  const fresh = images
    .map(storedName)
    .filter((image) => !before.includes(`${image}"`) && !before.includes(`${image}\n`));
  const load: Step = {
    title: message('step.load'),
    commands,
    before: () =>
      writeRecord(Object.assign(record, { loaded: [...new Set([...(record.loaded ?? []), ...fresh])] })),
    remedy: message('images.load.remedy', { provider: provider.name }),
  };
  return [build, load];
}

/** The platforms are those of remote nodes: this machine may have another architecture. */
function buildFlags(
  { provider, cluster }: Target,
  { program, options }: Engine,
  language: Locale | null,
): string[] {
  const architectures = [...new Set(cluster.nodes.map((node) => node.architecture))].sort();
  const platforms = architectures.map((architecture) => `linux/${architecture}`).join(',');
  return [
    ...(program === 'nerdctl' ? ['--engine', [program, ...options].join(' ')] : []),
    ...(provider.isLocal ? [] : ['--push']),
    ...(provider.isLocal || platforms === '' ? [] : ['--platform', platforms]),
    ...(language === null ? [] : ['--lang', language]),
  ];
}

async function storedImages(
  machine: Machine,
  { provider, cluster }: Target,
  engine: Engine,
): Promise<string> {
  const commands = provider.listImages(cluster, engine);
  const lists = await Promise.all(commands.map((command) => answerTo(machine, command)));
  return lists.map((list) => `${list.stdout}\n`).join('');
}
