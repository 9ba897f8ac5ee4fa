/** The images, built and brought to the nodes. */

import { Refusal } from '../scripts/command-line.ts';
import { imagesOf } from '../scripts/images/commands.ts';
import { DEFAULT_PREFIX } from '../scripts/images/prefix.ts';
import { type Engine, findEngine, requireEngine, storedName } from './images.ts';
import { answerTo, type Machine } from './machine.ts';
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
  if (!provider.isLocal && options.imagePrefix === DEFAULT_PREFIX) throw new Refusal(howImagesTravel(target));
  const words = buildOptions(target, engine);
  const build: Step = {
    title: `Build ${images.join(', ')} with ${engine.program}${provider.isLocal ? '' : ' and push them'}`,
    commands: [{ argv: ['npm', 'run', 'images', ...(words.length > 0 ? ['--', ...words] : [])] }],
    remedy: () =>
      provider.isLocal
        ? `the lines above are ${engine.program}'s. The base image is pulled the first time, which needs a connection.`
        : `the lines above are ${engine.program}'s. Pushing needs \`${engine.program} login\` first; docker builds for another ` +
          'architecture than its own, or for several, with its containerd image store and emulation (QEMU) only.',
  };
  const commands = provider.load(cluster, images, engine, archives);
  if (commands.length === 0) return [build];
  const before = creation ? '' : await storedImages(machine, target, engine);
  const fresh = images
    .map(storedName)
    .filter((image) => !before.includes(`${image}"`) && !before.includes(`${image}\n`));
  const load: Step = {
    title: `Load them into the cluster's nodes`,
    commands,
    before: () =>
      writeRecord(Object.assign(record, { loaded: [...new Set([...(record.loaded ?? []), ...fresh])] })),
    remedy: () => `${provider.name} says why above; a full disk of the container engine is the usual reason.`,
  };
  return [build, load];
}

/** What nodes elsewhere run is asked of them: a laptop's own architecture may be another. */
function buildOptions({ provider, cluster }: Target, { program, options }: Engine): string[] {
  const architectures = [...new Set(cluster.nodes.map((node) => node.architecture))].sort();
  const platforms = architectures.map((architecture) => `linux/${architecture}`).join(',');
  return [
    ...(program === 'nerdctl' ? ['--engine', [program, ...options].join(' ')] : []),
    ...(provider.isLocal ? [] : ['--push']),
    ...(provider.isLocal || platforms === '' ? [] : ['--platform', platforms]),
  ];
}

function howImagesTravel({ context }: Target): string {
  return (
    `The nodes of ${context} are not on this machine, so the images have to travel. Either through your registry:\n` +
    `  IMAGE_PREFIX=registry.example.com/you npm run up -- --context ${context}\n` +
    `or, where the nodes have them already:\n` +
    `  npm run up -- --context ${context} --no-images`
  );
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
