import { message } from '../../messages/all.ts';
import { capture, type Command } from '../../scripts/machine.ts';
import { loadInto, onContainerNodes } from './container-nodes.ts';
import type { Provider, Tool } from './provider.ts';

const cluster = 'app-1-2-2-1';
/** The service, and Grafana where the monitoring stack is brought. */
const ports = [31221, 30001].flatMap((port) => ['--port', `127.0.0.1:${port}:${port}@server:0`]);

const tool: Tool = {
  program: 'k3d',
  creation: {
    cluster,
    title: message('nodes.k3d'),
    create: {
      argv: ['k3d', 'cluster', 'create', cluster, '--agents', '1', ...ports, '--timeout', '180s'],
    },
    delete: { argv: ['k3d', 'cluster', 'delete', cluster] },
  },
  contextOf: (cluster) => `k3d-${cluster}`,
  async clusters(machine) {
    const answer = await capture(machine, 'k3d', 'cluster', 'list', '--no-headers');
    const lines = answer.stdout.split('\n').filter(Boolean);
    return lines.map((line) => {
      // Name, servers that run of those that there are, agents likewise: `dev   0/1   0/2   true`
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
  load: ({ name }, images, engine, archives) =>
    loadInto(images, engine, archives, (_, sources) => load(sources, name)),
  loadArchive: ({ name }, archive) => [load([archive], name)],
  ...onContainerNodes,
  metricsServer: { how: 'built in' },
  unreachable: (cluster) => message('unreachable.k3d', { name: cluster }),
};

function load(sources: readonly string[], cluster: string): Command {
  return { argv: ['k3d', 'image', 'import', ...sources, '--cluster', cluster] };
}
