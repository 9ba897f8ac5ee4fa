import type { Provider } from './provider.ts';

export const dockerDesktop: Provider = {
  name: 'Docker Desktop',
  program: null,
  isLocal: true,
  clusterOf: ({ name }) => (name === 'docker-desktop' ? name : null),
  creation: null,
  // Its cluster runs from the images of its own engine: what was built is there.
  load: () => [],
  listImages: async () => [],
  unload: async () => [],
  metricsServer: { how: 'manifest' },
  unreachable: () =>
    'Docker Desktop puts NodePorts on localhost: look whether another program holds port 31221.',
};
