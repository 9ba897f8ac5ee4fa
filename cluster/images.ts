/** How the engine and the nodes name an image, what it consists of, and how it becomes an archive. */

import { createHash } from 'node:crypto';
import type { Engine } from '../scripts/images/engine.ts';
import { capture, type Command, type Machine } from '../scripts/machine.ts';

/** The name in a node: for the kubelet `1pro/app` is `docker.io/1pro/app:latest`. */
export function storedName(image: string): string {
  return `${namesRegistry(image) ? '' : 'docker.io/'}${image}:latest`;
}

function namesRegistry(image: string): boolean {
  const first = image.split('/')[0] ?? '';
  return image.includes('/') && (/[.:]/.test(first) || first === 'localhost');
}

/** Podman stores `1pro/app` as `localhost/1pro/app`. Its short name may find another image. */
function builtName({ isPodman }: Engine, image: string): string {
  return isPodman && !namesRegistry(image) ? `localhost/${image}` : image;
}

/**
 * A digest of the layers and the configuration of an image; null: the engine does not have it. It is not the
 * image's ID: docker may attach a provenance to an image, and then every build has another ID.
 */
export async function contentOf(machine: Machine, engine: Engine, image: string): Promise<string | null> {
  const format = '{{json .RootFS.Layers}} {{json .Config}}';
  const question = ['image', 'inspect', '--format', format, builtName(engine, image)];
  const answer = await capture(machine, engine.program, ...engine.options, ...question);
  if (answer.exitCode !== 0) return null;
  return createHash('sha256').update(answer.stdout).digest('hex');
}

/** Saves an image of podman under the name that a kubelet asks for. Every kind of cluster can load it. */
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
