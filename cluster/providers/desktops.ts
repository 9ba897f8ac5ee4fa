/**
 * Clusters that come with an application on this machine. Which container runtime their nodes have is a
 * setting of the application: the nodes say.
 */

import { message } from '../../messages/all.ts';
import type { Engine } from '../../scripts/images/engine.ts';
import type { Command } from '../../scripts/machine.ts';
import type { Node } from '../nodes.ts';
import { importArchive, onContainerNodes } from './container-nodes.ts';
import type { Cluster, Provider } from './provider.ts';

/** Their nodes run from the images of the application's own docker, or of its containerd. */
function desktop(name: Provider['name'], context: RegExp): Provider {
  return {
    name,
    tool: null,
    isLocal: true,
    clusterOf: (found) => (context.test(found.name) ? found.name : null),
    engineOf: (nodes) => (isRunBy('containerd', nodes) ? 'nerdctl' : 'docker'),
    load: () => [],
    loadArchive: () => [],
    listImages: () => [],
    unload: () => [],
    // Installed only where it is missing: k3s, which Rancher Desktop and Colima run, brings one.
    metricsServer: { how: 'manifest' },
    unreachable: () => message('unreachable.localhost', { provider: name }),
  };
}

/**
 * Provisioned by kubeadm it runs docker's own images; by kind, its nodes are containers that have to be given
 * them (https://docs.docker.com/desktop/features/kubernetes/).
 */
export const dockerDesktop: Provider = {
  ...desktop('Docker Desktop', /^docker-desktop$/),
  engineOf: () => 'docker',
  load: (cluster, images, engine, archives) =>
    hasContainerNodes(cluster) ? importImages(cluster, images, engine, archives) : [],
  loadArchive: (cluster, archive, engine) =>
    hasContainerNodes(cluster) ? importArchive(cluster, archive, engine) : [],
  listImages: (cluster, engine) =>
    hasContainerNodes(cluster) ? onContainerNodes.listImages(cluster, engine) : [],
  unload: (cluster, images, engine) =>
    hasContainerNodes(cluster) ? onContainerNodes.unload(cluster, images, engine) : [],
};

/** https://docs.rancherdesktop.io/tutorials/working-with-images/ */
export const rancherDesktop = desktop('Rancher Desktop', /^rancher-desktop$/);

/** A profile has the context colima-PROFILE (https://github.com/abiosoft/colima). */
export const colima = desktop('Colima', /^colima(-|$)/);

/** https://docs.orbstack.dev/kubernetes */
export const orbStack = desktop('OrbStack', /^orbstack$/);

function importImages(
  cluster: Cluster,
  images: readonly string[],
  engine: Engine,
  archives: string,
): Command[] {
  const archive = `${archives}/images.tar`;
  const save: Command = { argv: [engine.program, 'save', '--output', archive, ...images] };
  return [save, ...importArchive(cluster, archive, engine)];
}

function hasContainerNodes({ nodes }: Cluster): boolean {
  return isRunBy('containerd', nodes);
}

function isRunBy(runtime: string, nodes: readonly Node[]): boolean {
  return nodes.some((node) => node.runtime === runtime);
}
