/** The steps that build the images and bring them to the nodes. */

import { message } from '../messages/all.ts';
import type { Locale } from '../messages/message.ts';
import { Refusal } from '../scripts/command-line.ts';
import { imagesOf } from '../scripts/images/commands.ts';
import { type Engine, findEngine, requireEngine } from '../scripts/images/engine.ts';
import { DEFAULT_PREFIX } from '../scripts/images/prefix.ts';
import { answerTo, type Machine } from '../scripts/machine.ts';
import { storedName } from './images.ts';
import type { Step } from './plan.ts';
import type { ImageStore } from './providers/provider.ts';
import { updateRecord } from './record.ts';
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
  const { isLocal } = provider;
  const images = imagesOf(options.imagePrefix);
  if (!isLocal && options.imagePrefix === DEFAULT_PREFIX)
    throw new Refusal(message('images.howTheyTravel', { context: target.context }));
  const flags = buildFlags(target, engine, options.language);
  const { program } = engine;
  const build: Step = {
    title: message(isLocal ? 'step.build' : 'step.buildAndPush', { images, program }),
    commands: [{ argv: ['npm', 'run', 'images', ...(flags.length > 0 ? ['--', ...flags] : [])] }],
    remedy: message(isLocal ? 'images.build.remedy' : 'images.push.remedy', { program }),
  };
  const store = provider.imageStore(cluster);
  if (store === null) return [build];
  const before = creation ? '' : await listImages(machine, store, engine);
  const added = images
    .map(storedName)
    .filter((image) => !before.includes(`${image}"`) && !before.includes(`${image}\n`));
  const load: Step = {
    title: message('step.load'),
    commands: store.load(images, engine, archives),
    before: () => updateRecord(record, { loaded: [...new Set([...(record.loaded ?? []), ...added])] }),
    remedy: message('images.load.remedy', { provider: provider.name }),
  };
  return [build, load];
}

/** For remote nodes: their platforms. This machine may have another architecture. */
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

/** As JSON, or a name on each line. */
async function listImages(machine: Machine, store: ImageStore, engine: Engine): Promise<string> {
  return `${(await answerTo(machine, store.list(engine))).stdout}\n`;
}
