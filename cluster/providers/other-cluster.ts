import { message } from '../../messages/all.ts';
import type { Provider } from './provider.ts';

/** Any cluster that kubectl reaches. Its nodes are not on this machine: they pull images from a registry. */
export const otherCluster: Provider = {
  name: 'another',
  tool: null,
  isLocal: false,
  clusterOf: ({ name }) => name,
  engineOf: () => null,
  imageStore: () => null,
  metricsServer: { how: 'by hand' },
  unreachable: () => message('unreachable.other'),
};
