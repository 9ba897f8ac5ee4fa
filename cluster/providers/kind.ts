import { fileURLToPath } from 'node:url';
import { capture, type Machine } from '../machine.ts';
import { listImagesOn, loadInto, unloadFrom } from './container-nodes.ts';
import type { Provider } from './provider.ts';

const cluster = 'app-1-2-2-1';
const configuration = fileURLToPath(new URL('kind.yaml', import.meta.url));

export const kind: Provider = {
  name: 'kind',
  program: 'kind',
  isLocal: true,
  clusterOf: ({ name }) => (name.startsWith('kind-') ? name.slice('kind-'.length) : null),
  creation: {
    cluster,
    context: `kind-${cluster}`,
    title: 'three nodes, their ports 31221 and 30001 on this machine and on no other',
    create: {
      argv: ['kind', 'create', 'cluster', '--name', cluster, '--config', configuration, '--wait', '180s'],
    },
    delete: { argv: ['kind', 'delete', 'cluster', '--name', cluster] },
  },
  load: (cluster, images, engine, archives) =>
    loadInto(images, engine, archives, (sources) => ({
      argv: [
        'kind',
        'load',
        engine.isPodman ? 'image-archive' : 'docker-image',
        ...sources,
        '--name',
        cluster,
      ],
    })),
  listImages: async (machine, cluster, engine) => listImagesOn((await nodesOf(machine, cluster))[0], engine),
  unload: async (machine, cluster, images, engine) =>
    unloadFrom(await nodesOf(machine, cluster), images, engine),
  metricsServer: { how: 'manifest' },
  unreachable: (cluster) =>
    `On macOS and Windows a kind cluster answers only on ports that were mapped when it was made, and those of ` +
    `"${cluster}" were not. \`npm run up -- --create kind\` makes one that has 31221.`,
};

async function nodesOf(machine: Machine, cluster: string): Promise<string[]> {
  const answer = await capture(machine, 'kind', 'get', 'nodes', '--name', cluster);
  return answer.stdout.split(/\s+/).filter(Boolean);
}
