import { fileURLToPath } from 'node:url';
import { message } from '../../messages/all.ts';
import { findEngine } from '../../scripts/images/engine.ts';
import { capture, type Command } from '../../scripts/machine.ts';
import { loadInto, onContainerNodes } from './container-nodes.ts';
import { NEW_CLUSTER, type Provider, type Tool } from './provider.ts';

const CONFIG = fileURLToPath(new URL('kind.yaml', import.meta.url));
/** The label of the containers that are kind's nodes. */
const LABEL = 'io.x-k8s.kind.cluster';

const tool: Tool = {
  program: 'kind',
  creation: {
    cluster: NEW_CLUSTER,
    title: message('nodes.kind'),
    create: {
      argv: ['kind', 'create', 'cluster', '--name', NEW_CLUSTER, '--config', CONFIG, '--wait', '180s'],
    },
    delete: { argv: ['kind', 'delete', 'cluster', '--name', NEW_CLUSTER] },
  },
  contextOf: (cluster) => `kind-${cluster}`,
  // kind has no command that starts a cluster: the engine starts the containers of its nodes.
  async clusters(machine) {
    const engine = await findEngine(machine).catch(() => null);
    if (!engine) return [];
    const { program, isPodman } = engine;
    // Docker's `.Labels` is one text, and podman before 5 has no `.Label`.
    const name = isPodman ? `{{index .Labels "${LABEL}"}}` : `{{.Label "${LABEL}"}}`;
    const format = `${name} {{.Names}} {{.Status}}`;
    const question = ['ps', '--all', '--filter', `label=${LABEL}`, '--format', format];
    const answer = await capture(machine, program, ...question);
    const nodes = answer.stdout.split('\n').filter(Boolean).map(nodeIn);
    return [...Map.groupBy(nodes, ({ cluster }) => cluster)].map(([name, nodes]) => {
      const stopped = nodes.filter(({ status }) => !status.startsWith('Up')).map(({ node }) => node);
      return { name, start: stopped.length > 0 ? { argv: [program, 'start', ...stopped] } : null };
    });
  },
};

export const kind: Provider = {
  name: 'kind',
  tool,
  isLocal: true,
  clusterOf: ({ name }) => (name.startsWith('kind-') ? name.slice('kind-'.length) : null),
  engineOf: () => null,
  imageStore: (cluster) => {
    const load = (kind: 'archive' | 'images', sources: readonly string[]): Command => {
      const what = kind === 'archive' ? 'image-archive' : 'docker-image';
      return { argv: ['kind', 'load', what, ...sources, '--name', cluster.name] };
    };
    return {
      load: (images, engine, archives) => loadInto(images, engine, archives, load),
      loadArchive: (archive) => [load('archive', [archive])],
      ...onContainerNodes(cluster),
    };
  },
  metricsServer: { how: 'manifest' },
  unreachable: (cluster) => message('unreachable.kind', { name: cluster }),
};

/** @param line e.g. `dev dev-control-plane Exited (137) 2 days ago` */
function nodeIn(line: string): { cluster: string; node: string; status: string } {
  const [cluster = '', node = '', ...status] = line.split(' ');
  return { cluster, node, status: status.join(' ') };
}
