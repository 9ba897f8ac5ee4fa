import { message } from '../../messages/all.ts';
import { capture, type Command } from '../../scripts/machine.ts';
import { loadInto, onContainerNodes } from './container-nodes.ts';
import { NEW_CLUSTER, type Provider, type Tool } from './provider.ts';

/** Of the service, and of Grafana with `--monitoring`. */
const PORTS = [31221, 30001].flatMap((port) => ['--port', `127.0.0.1:${port}:${port}@server:0`]);

const tool: Tool = {
  program: 'k3d',
  creation: {
    cluster: NEW_CLUSTER,
    title: message('nodes.k3d'),
    create: {
      argv: ['k3d', 'cluster', 'create', NEW_CLUSTER, '--agents', '1', ...PORTS, '--timeout', '180s'],
    },
    delete: { argv: ['k3d', 'cluster', 'delete', NEW_CLUSTER] },
  },
  contextOf: (cluster) => `k3d-${cluster}`,
  async clusters(machine) {
    const answer = await capture(machine, 'k3d', 'cluster', 'list', '--no-headers');
    const lines = answer.stdout.split('\n').filter(Boolean);
    return lines.map((line) => {
      // The name, then running servers/all servers, and the same for agents: `dev   0/1   0/2   true`
      const [name = '', servers = ''] = line.trim().split(/\s+/);
      const isStopped = servers.startsWith('0/');
      return { name, start: isStopped ? { argv: ['k3d', 'cluster', 'start', name] } : null };
    });
  },
};

export const k3d: Provider = {
  name: 'k3d',
  tool,
  isLocal: true,
  clusterOf: ({ name }) => (name.startsWith('k3d-') ? name.slice('k3d-'.length) : null),
  engineOf: () => null,
  imageStore: (cluster) => {
    const load = (sources: readonly string[]): Command => ({
      argv: ['k3d', 'image', 'import', ...sources, '--cluster', cluster.name],
    });
    return {
      load: (images, engine, archives) => loadInto(images, engine, archives, (_, sources) => load(sources)),
      loadArchive: (archive) => [load([archive])],
      ...onContainerNodes(cluster),
    };
  },
  metricsServer: { how: 'built in' },
  unreachable: (cluster) => message('unreachable.k3d', { name: cluster }),
};
