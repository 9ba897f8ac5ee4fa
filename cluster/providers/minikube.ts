import { message } from '../../messages/all.ts';
import type { Engine } from '../../scripts/images/engine.ts';
import { capture, type Command } from '../../scripts/machine.ts';
import { archiveCommands, storedName } from '../images.ts';
import { NEW_CLUSTER, type Provider, type Tool } from './provider.ts';

const tool: Tool = {
  program: 'minikube',
  creation: {
    cluster: NEW_CLUSTER,
    title: message('nodes.minikube'),
    create: {
      argv: ['minikube', 'start', '--profile', NEW_CLUSTER, '--nodes', '2', '--addons', 'metrics-server'],
    },
    delete: { argv: ['minikube', 'delete', '--profile', NEW_CLUSTER] },
  },
  contextOf: (cluster) => cluster,
  // `minikube stop` removes the context from the kubeconfig. Only minikube knows of a stopped profile.
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
  // A profile may have any name. minikube marks its entries in the kubeconfig.
  clusterOf: ({ name, isMinikube }) => (isMinikube ? name : null),
  engineOf: () => null,
  imageStore: ({ name, nodes }) => {
    // containerd moves a name while a pod uses its image. A cluster to be created runs no pod of the service.
    const load = nodes.every(({ runtime }) => runtime === 'containerd') ? loadOne : replaceOne;
    return {
      load: (images, engine, archives) =>
        images.flatMap((image, index) => load(image, engine, `${archives}/${index}.tar`, name)),
      loadArchive: (archive) => [minikubeImage(name, 'load', archive)],
      list: () => minikubeImage(name, 'ls'),
      remove: (images) => [minikubeImage(name, 'rm', ...images)],
    };
  },
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

function loadOne(image: string, engine: Engine, archive: string, profile: string): Command[] {
  if (!engine.isPodman) return [minikubeImage(profile, 'load', image)];
  return [...archiveCommands(engine, image, archive), minikubeImage(profile, 'load', archive)];
}

/**
 * With docker or CRI-O in the nodes, minikube up to 1.38 does not replace an image that a pod uses, and
 * reports success (kubernetes/minikube#23023). It loads the image under another name, and can always move a
 * name.
 */
function replaceOne(image: string, engine: Engine, archive: string, profile: string): Command[] {
  const stored = storedName(image);
  const incoming = stored.replace(/:latest$/, ':incoming');
  const tagged: Command[] = engine.isPodman
    ? archiveCommands(engine, image, archive, incoming)
    : [{ argv: [engine.program, 'tag', image, incoming] }];
  return [
    ...tagged,
    minikubeImage(profile, 'load', engine.isPodman ? archive : incoming),
    minikubeImage(profile, 'tag', incoming, stored),
    minikubeImage(profile, 'rm', incoming),
  ];
}

function minikubeImage(profile: string, ...words: string[]): Command {
  return { argv: ['minikube', 'image', ...words, '--profile', profile] };
}
