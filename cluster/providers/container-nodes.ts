/** kind and k3d alike: nodes that are containers of the local engine. */

import type { Command } from '../command.ts';
import { archiveCommands, type Engine } from '../images.ts';

/**
 * `load` takes images by name, or archives of them where the engine is podman, whose names the cluster cannot
 * use.
 */
export function loadInto(
  images: readonly string[],
  engine: Engine,
  archives: string,
  load: (sources: readonly string[]) => Command,
): Command[] {
  if (!engine.isPodman) return [load(images)];
  return images.flatMap((image, index) => {
    const archive = `${archives}/${index}.tar`;
    return [...archiveCommands(engine, image, archive), load([archive])];
  });
}

export function listImagesOn(node: string | undefined, engine: Engine): Command[] {
  return node ? [{ argv: [engine.program, 'exec', node, 'crictl', 'images', '--output', 'json'] }] : [];
}

export function unloadFrom(nodes: readonly string[], images: readonly string[], engine: Engine): Command[] {
  return nodes.map((node) => ({ argv: [engine.program, 'exec', node, 'crictl', 'rmi', ...images] }));
}
