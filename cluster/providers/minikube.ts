import { message } from '../../messages/all.ts';
import type { Engine } from '../../scripts/images/engine.ts';
import { capture, type Command } from '../../scripts/machine.ts';
import { archiveCommands, storedName } from '../images.ts';
import type { Cluster, Provider, Tool } from './provider.ts';

const cluster = 'app-1-2-2-1';

const tool: Tool = {
  program: 'minikube',
  creation: {
    cluster,
    title: message('nodes.minikube'),
    create: {
      argv: ['minikube', 'start', '--profile', cluster, '--nodes', '2', '--addons', 'metrics-server'],
    },
    delete: { argv: ['minikube', 'delete', '--profile', cluster] },
  },
  contextOf: (cluster) => cluster,
  // `minikube stop` takes the context out of the kubeconfig: only minikube itself knows of the profile then.
  async clusters(machine) {
    const answer = await capture(machine, 'minikube', 'profile', 'list', '--output', 'json');
    const { valid = [] } = JSON.parse(answer.stdout || '{}') as {
      valid?: { Name: string; Status: string }[];
    };
    return valid.map(({ Name: name, Status }) => ({
      name,
      start: Status === 'Stopped' ? { argv: ['minikube', 'start', '--profile', name] } : null,
    }));
  },
};

export const minikube: Provider = {
  name: 'minikube',
  tool,
  isLocal: true,
  // A profile may have any name; minikube marks its entries in the kubeconfig.
  clusterOf: ({ name, isMinikube }) => (isMinikube ? name : null),
  engineOf: () => null,
  load: (cluster, images, engine, archives) =>
    images.flatMap((image, index) =>
      isReplacedInPlace(cluster)
        ? loadOne(cluster, image, engine, `${archives}/${index}.tar`)
        : replaceOne(cluster, image, engine, `${archives}/${index}.tar`),
    ),
  loadArchive: ({ name }, archive) => [{ argv: ['minikube', 'image', 'load', archive, '--profile', name] }],
  listImages: ({ name }) => [{ argv: ['minikube', 'image', 'ls', '--profile', name] }],
  unload: ({ name }, images) => [{ argv: ['minikube', 'image', 'rm', ...images, '--profile', name] }],
  metricsServer: {
    how: 'addon',
    enable: (cluster) => ({ argv: ['minikube', 'addons', 'enable', 'metrics-server', '--profile', cluster] }),
    disable: (cluster) => ({
      argv: ['minikube', 'addons', 'disable', 'metrics-server', '--profile', cluster],
    }),
  },
  unreachable: (cluster, namespace) => {
    const where = namespace === 'default' ? '' : ` --namespace ${namespace}`;
    const command = `minikube service app-1-2-2-1 --url --profile ${cluster}${where}`;
    return message('unreachable.minikube', { command });
  },
};

/** A new cluster runs nothing of ours yet, and containerd moves a name while a pod uses its image. */
function isReplacedInPlace({ nodes }: Cluster): boolean {
  return nodes.every(({ runtime }) => runtime === 'containerd');
}

function loadOne({ name }: Cluster, image: string, engine: Engine, archive: string): Command[] {
  const save = engine.isPodman ? archiveCommands(engine, image, archive) : [];
  const source = engine.isPodman ? archive : image;
  return [...save, { argv: ['minikube', 'image', 'load', source, '--profile', name] }];
}

/**
 * With docker or CRI-O in the nodes, minikube up to 1.38 leaves an image that a pod uses as it is, and
 * reports success (kubernetes/minikube#23023). Under a name of its own it is loaded; a name can be moved at
 * any time.
 */
function replaceOne({ name }: Cluster, image: string, engine: Engine, archive: string): Command[] {
  const stored = storedName(image);
  const incoming = stored.replace(/:latest$/, ':incoming');
  const built = engine.isPodman ? archiveCommands(engine, image, archive, incoming) : [];
  const profile = ['--profile', name];
  return [
    ...(engine.isPodman ? built : [{ argv: [engine.program, 'tag', image, incoming] as const }]),
    { argv: ['minikube', 'image', 'load', engine.isPodman ? archive : incoming, ...profile] },
    { argv: ['minikube', 'image', 'tag', incoming, stored, ...profile] },
    { argv: ['minikube', 'image', 'rm', incoming, ...profile] },
  ];
}
