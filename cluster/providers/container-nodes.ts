/** Nodes that are containers of the local engine, each with a containerd of its own. */

import type { Engine } from '../../scripts/images/engine.ts';
import type { Command } from '../../scripts/machine.ts';
import { archiveCommands } from '../images.ts';
import type { Cluster, Provider } from './provider.ts';

/** `load` takes images by name. Of podman, whose names the cluster cannot use, it takes archives. */
export function loadInto(
  images: readonly string[],
  engine: Engine,
  archives: string,
  load: (kind: 'archive' | 'images', sources: readonly string[]) => Command,
): Command[] {
  if (!engine.isPodman) return [load('images', images)];
  return images.flatMap((image, index) => {
    const archive = `${archives}/${index}.tar`;
    return [...archiveCommands(engine, image, archive), load('archive', [archive])];
  });
}

/** Imports an archive into each node, for clusters without a tool that does it. */
export function importArchive({ nodes }: Cluster, archive: string, engine: Engine): Command[] {
  const inNode = '/app-1-2-2-1.tar';
  return nodes.flatMap(({ name }): Command[] => [
    { argv: [engine.program, 'cp', archive, `${name}:${inNode}`] },
    { argv: [engine.program, 'exec', name, 'ctr', '--namespace', 'k8s.io', 'images', 'import', inNode] },
    { argv: [engine.program, 'exec', name, 'rm', inNode] },
  ]);
}

/** Lists and removes images with crictl, which each of these nodes has. */
export const onContainerNodes: Pick<Provider, 'listImages' | 'unload'> = {
  listImages: ({ nodes }, engine) =>
    nodes
      .slice(0, 1)
      .map(({ name }) => ({ argv: [engine.program, 'exec', name, 'crictl', 'images', '--output', 'json'] })),
  unload: ({ nodes }, images, engine) =>
    nodes.map(({ name }) => ({ argv: [engine.program, 'exec', name, 'crictl', 'rmi', ...images] })),
};
