/** Clusters of an application on this machine. A setting of the application chooses the container runtime. */

import { message } from '../../messages/all.ts';
import type { Command } from '../../scripts/machine.ts';
import type { Node } from '../nodes.ts';
import { importArchive, onContainerNodes } from './container-nodes.ts';
import type { Provider } from './provider.ts';

/** The nodes run the images of the application's own docker or containerd. */
function desktop(name: Provider['name'], context: RegExp): Provider {
  return {
    name,
    tool: null,
    isLocal: true,
    clusterOf: (found) => (context.test(found.name) ? found.name : null),
    engineOf: (nodes) => (isRunBy('containerd', nodes) ? 'nerdctl' : 'docker'),
    imageStore: () => null,
    // Not installed again in k3s, which Rancher Desktop and Colima run: it has a metrics-server.
    metricsServer: { how: 'manifest' },
    unreachable: () => message('unreachable.localhost', { provider: name }),
  };
}

/**
 * With kubeadm the cluster runs docker's own images. With kind its nodes are containers, and the images are
 * loaded into them (https://docs.docker.com/desktop/features/kubernetes/).
 */
export const dockerDesktop: Provider = {
  ...desktop('Docker Desktop', /^docker-desktop$/),
  engineOf: () => 'docker',
  imageStore: (cluster) =>
    isRunBy('containerd', cluster.nodes)
      ? {
          load: (images, engine, archives) => {
            const archive = `${archives}/images.tar`;
            const save: Command = { argv: [engine.program, 'save', '--output', archive, ...images] };
            return [save, ...importArchive(cluster, archive, engine)];
          },
          loadArchive: (archive, engine) => importArchive(cluster, archive, engine),
          ...onContainerNodes(cluster),
        }
      : null,
};

/** https://docs.rancherdesktop.io/tutorials/working-with-images/ */
export const rancherDesktop = desktop('Rancher Desktop', /^rancher-desktop$/);

/** A profile has the context colima-PROFILE (https://github.com/abiosoft/colima). */
export const colima = desktop('Colima', /^colima(-|$)/);

/** https://docs.orbstack.dev/kubernetes */
export const orbStack = desktop('OrbStack', /^orbstack$/);

function isRunBy(runtime: string, nodes: readonly Node[]): boolean {
  return nodes.some((node) => node.runtime === runtime);
}
