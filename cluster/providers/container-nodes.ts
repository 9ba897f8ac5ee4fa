/** Nodes that are containers of the local engine. Each has a containerd of its own. */

import type { Engine } from '../../scripts/images/engine.ts';
import type { Command } from '../../scripts/machine.ts';
import { archiveCommands } from '../images.ts';
import type { Cluster, ImageStore } from './provider.ts';

/** @param load loads images by name, or archives: the cluster does not know podman's names */
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

/** Imports an archive into each node, for clusters whose tool cannot. */
export function importArchive({ nodes }: Cluster, archive: string, engine: Engine): Command[] {
  const inNode = '/app-1-2-2-1.tar';
  return nodes.flatMap(({ name }): Command[] => [
    { argv: [engine.program, 'cp', archive, `${name}:${inNode}`] },
    { argv: [engine.program, 'exec', name, 'ctr', '--namespace', 'k8s.io', 'images', 'import', inNode] },
    { argv: [engine.program, 'exec', name, 'rm', inNode] },
  ]);
}

/** With crictl, which is in each of these nodes. All nodes have the same images. */
export function onContainerNodes({ nodes }: Cluster): Pick<ImageStore, 'list' | 'remove'> {
  const crictl = (engine: Engine, node: string, ...words: string[]): Command => ({
    argv: [engine.program, 'exec', node, 'crictl', ...words],
  });
  return {
    list: (engine) => crictl(engine, nodes[0]?.name ?? '', 'images', '--output', 'json'),
    remove: (images, engine) => nodes.map(({ name }) => crictl(engine, name, 'rmi', ...images)),
  };
}
