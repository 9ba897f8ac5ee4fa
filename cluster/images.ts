/** The three images as the cluster has to know them, and the engine that holds them. */

import { createHash } from 'node:crypto';
import { message } from '../messages/all.ts';
import { Refusal } from '../scripts/command-line.ts';
import type { Command } from './command.ts';
import { capture, type Machine } from './machine.ts';

export interface Engine {
  readonly program: 'docker' | 'podman' | 'nerdctl';
  /** What stands before every subcommand. */
  readonly options: readonly string[];
  /** Podman may also answer to the name docker; it names and saves images differently. */
  readonly isPodman: boolean;
}

/** As a node stores it: `1pro/app` is `docker.io/1pro/app:latest` to the kubelet. */
export function storedName(image: string): string {
  return `${namesRegistry(image) ? '' : 'docker.io/'}${image}:latest`;
}

function namesRegistry(image: string): boolean {
  const first = image.split('/')[0] ?? '';
  return image.includes('/') && (/[.:]/.test(first) || first === 'localhost');
}

/** Podman stores `1pro/app` as `localhost/1pro/app`. The short name may mean another tag as well. */
function builtName({ isPodman }: Engine, image: string): string {
  return isPodman && !namesRegistry(image) ? `localhost/${image}` : image;
}

/** The one that `npm run images` builds with. */
export async function findEngine(machine: Machine): Promise<Engine> {
  for (const program of ['docker', 'podman'] as const) {
    const engine = await running(machine, program);
    if (engine) return engine;
  }
  if (machine.isInstalled('docker')) throw new Refusal(message('engine.dockerIsStopped'));
  if (machine.isInstalled('podman')) throw new Refusal(message('engine.podmanIsStopped'));
  throw new Refusal(message('engine.none'));
}

/** The engine whose images the nodes run: what another one builds they would not see. */
export async function requireEngine(machine: Machine, program: 'docker' | 'nerdctl'): Promise<Engine> {
  const engine = await running(machine, program);
  if (engine && !engine.isPodman) return engine;
  throw new Refusal(message(program === 'docker' ? 'engine.needsDocker' : 'engine.needsNerdctl'));
}

async function running(machine: Machine, program: Engine['program']): Promise<Engine | null> {
  // The kubelet's images have a namespace of their own in containerd.
  const options = program === 'nerdctl' ? ['--namespace', 'k8s.io'] : [];
  // A client without an engine behind it is common; `info` asks the engine.
  if ((await capture(machine, program, ...options, 'info')).exitCode !== 0) return null;
  const version = await capture(machine, program, '--version');
  return { program, options, isPodman: /podman/i.test(version.stdout) };
}

/**
 * A digest of the layers and the configuration of an image; null where the engine does not say. The image's
 * ID is no use: docker may attach a provenance to the image, and then every build has another ID.
 */
export async function contentOf(machine: Machine, engine: Engine, image: string): Promise<string | null> {
  const format = '{{json .RootFS.Layers}} {{json .Config}}';
  const question = ['image', 'inspect', '--format', format, builtName(engine, image)];
  const answer = await capture(machine, engine.program, ...engine.options, ...question);
  if (answer.exitCode !== 0) return null;
  return createHash('sha256').update(answer.stdout).digest('hex');
}

/**
 * Saves an image that podman built, under the name that a kubelet asks for. Every kind of cluster can load
 * the archive.
 */
export function archiveCommands(
  engine: Engine,
  image: string,
  archive: string,
  savedAs = storedName(image),
): Command[] {
  return [
    { argv: [engine.program, 'tag', builtName(engine, image), savedAs] },
    { argv: [engine.program, 'save', '--format', 'docker-archive', '--output', archive, savedAs] },
  ];
}
