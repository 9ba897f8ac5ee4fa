import { archiveCommands } from '../images.ts';
import type { Provider } from './provider.ts';

const cluster = 'app-1-2-2-1';

export const minikube: Provider = {
  name: 'minikube',
  program: 'minikube',
  isLocal: true,
  // A profile may have any name; minikube marks its entries in the kubeconfig.
  clusterOf: ({ name, isMinikube }) => (isMinikube ? name : null),
  creation: {
    cluster,
    context: cluster,
    title: 'two nodes, with metrics-server',
    create: {
      argv: ['minikube', 'start', '--profile', cluster, '--nodes', '2', '--addons', 'metrics-server'],
    },
    delete: { argv: ['minikube', 'delete', '--profile', cluster] },
  },
  load: (cluster, images, engine, archives) =>
    images.flatMap((image, index) => {
      const archive = `${archives}/${index}.tar`;
      const source = engine.isPodman ? archive : image;
      return [
        ...(engine.isPodman ? archiveCommands(engine, image, archive) : []),
        { argv: ['minikube', 'image', 'load', source, '--profile', cluster] as const },
      ];
    }),
  listImages: async (_, cluster) => [{ argv: ['minikube', 'image', 'ls', '--profile', cluster] }],
  unload: async (_, cluster, images) => [
    { argv: ['minikube', 'image', 'rm', ...images, '--profile', cluster] },
  ],
  metricsServer: {
    how: 'addon',
    enable: (cluster) => ({ argv: ['minikube', 'addons', 'enable', 'metrics-server', '--profile', cluster] }),
    disable: (cluster) => ({
      argv: ['minikube', 'addons', 'disable', 'metrics-server', '--profile', cluster],
    }),
  },
  unreachable: (cluster) =>
    "minikube's nodes are on a network of their own here. This prints a URL that works for as long as it runs:\n" +
    `    minikube service app-1-2-2-1 --url --profile ${cluster}`,
};
