import type { Provider } from './provider.ts';

/** Any cluster that kubectl reaches. Its nodes are not on this machine: images travel through a registry. */
export const another: Provider = {
  name: 'another',
  program: null,
  isLocal: false,
  clusterOf: ({ name }) => name,
  creation: null,
  load: () => [],
  listImages: async () => [],
  unload: async () => [],
  metricsServer: { how: 'by hand' },
  unreachable: () => 'A firewall or a private network may be between here and the nodes.',
};
