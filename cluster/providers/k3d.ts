import { capture, type Machine } from '../machine.ts';
import { listImagesOn, loadInto, unloadFrom } from './container-nodes.ts';
import type { Provider } from './provider.ts';

const cluster = 'app-1-2-2-1';
/** The service, and Grafana where the monitoring stack is brought. */
const ports = [31221, 30001].flatMap((port) => ['--port', `127.0.0.1:${port}:${port}@server:0`]);

export const k3d: Provider = {
  name: 'k3d',
  program: 'k3d',
  isLocal: true,
  clusterOf: ({ name }) => (name.startsWith('k3d-') ? name.slice('k3d-'.length) : null),
  creation: {
    cluster,
    context: `k3d-${cluster}`,
    title: 'two nodes, their ports 31221 and 30001 on this machine and on no other',
    create: {
      argv: ['k3d', 'cluster', 'create', cluster, '--agents', '1', ...ports, '--timeout', '180s'],
    },
    delete: { argv: ['k3d', 'cluster', 'delete', cluster] },
  },
  load: (cluster, images, engine, archives) =>
    loadInto(images, engine, archives, (sources) => ({
      argv: ['k3d', 'image', 'import', ...sources, '--cluster', cluster],
    })),
  listImages: async (machine, cluster, engine) => listImagesOn((await nodesOf(machine, cluster))[0], engine),
  unload: async (machine, cluster, images, engine) =>
    unloadFrom(await nodesOf(machine, cluster), images, engine),
  metricsServer: { how: 'built in' },
  unreachable: (cluster) =>
    `A k3d cluster answers only on ports that were mapped when it was made, and those of "${cluster}" were not. ` +
    '`npm run up -- --create k3d` makes one that has 31221.',
};

async function nodesOf(machine: Machine, cluster: string): Promise<string[]> {
  const answer = await capture(machine, 'k3d', 'node', 'list', '--no-headers');
  const names = answer.stdout.split('\n').map((line) => line.split(/\s+/)[0] ?? '');
  return names.filter((name) => /-(server|agent)-\d+$/.test(name) && name.startsWith(`k3d-${cluster}-`));
}
