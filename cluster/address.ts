/** Where the service, and Grafana, answer from here. */

import { capture, type Machine } from './machine.ts';
import { NAMESPACE, WORKLOAD } from './manifests.ts';
import { MONITORING } from './monitoring.ts';
import type { Target } from './target.ts';

/** A NodePort, and how to know that what answers there belongs to this cluster. */
interface NodePort {
  readonly namespace: string;
  readonly service: string;
  readonly nodePort: number;
  readonly patienceMs: number;
  /** The pod names that what answers at `url` reports; none where nothing answers. */
  readonly podsReportedAt: (machine: Machine, url: string) => Promise<readonly string[]>;
}

/** Node ports are programmed a moment after the pods are ready. */
const service: NodePort = {
  namespace: NAMESPACE,
  service: WORKLOAD,
  nodePort: 31221,
  patienceMs: 5000,
  podsReportedAt: async (machine, url) => {
    const name = await machine.read(`${url}/hostname`);
    return name === null ? [] : [name.trim()];
  },
};

/** Its Prometheus has to have found the pods, and scraped them once. */
const grafana: NodePort = {
  namespace: MONITORING.namespace,
  service: 'grafana',
  nodePort: MONITORING.grafanaPort,
  patienceMs: 20_000,
  podsReportedAt: podsInPrometheusBehind,
};

/**
 * The first address at which a pod of this cluster says its name, e.g. `http://localhost:31221`; null when
 * none does.
 */
export function findService(machine: Machine, target: Target): Promise<string | null> {
  return find(machine, target, service);
}

/** The first address of a Grafana whose Prometheus watches the pods of this cluster. */
export function findGrafana(machine: Machine, target: Target): Promise<string | null> {
  return find(machine, target, grafana);
}

async function find(machine: Machine, target: Target, wanted: NodePort): Promise<string | null> {
  const { context } = target;
  const [hosts, port, pods] = await Promise.all([
    hostsOf(machine, target),
    nodePortOf(machine, context, wanted),
    podsOf(machine, context),
  ]);
  const urls = hosts.map((host) => `http://${host.includes(':') ? `[${host}]` : host}:${port}`);
  const deadline = machine.nowMs() + wanted.patienceMs;
  do {
    const reported = await Promise.all(urls.map((url) => wanted.podsReportedAt(machine, url)));
    const found = urls.find((_, index) => reported[index]?.some((pod) => pods.has(pod)));
    if (found) return found;
    await machine.sleep(500);
  } while (machine.nowMs() < deadline);
  return null;
}

/**
 * This machine first: a mapped port works in every browser here, a node's address only where there is a
 * route.
 */
async function hostsOf(machine: Machine, { context, provider }: Target): Promise<string[]> {
  const answer = await capture(machine, 'kubectl', '--context', context, 'get', 'nodes', '--output', 'json');
  const { items } = JSON.parse(answer.stdout || '{"items":[]}') as {
    items: { status: { addresses?: Address[] } }[];
  };
  const addresses = items.flatMap((node) => node.status.addresses ?? []);
  const byType = (type: string) =>
    addresses.filter((address) => address.type === type).map(({ address }) => address);
  return [...(provider.isLocal ? ['localhost'] : []), ...byType('ExternalIP'), ...byType('InternalIP')];
}

interface Address {
  readonly type: string;
  readonly address: string;
}

async function nodePortOf(
  machine: Machine,
  context: string,
  { namespace, service, nodePort }: NodePort,
): Promise<string> {
  const question = ['get', '--namespace', namespace, `service/${service}`] as const;
  const path = 'jsonpath={.spec.ports[0].nodePort}';
  const answer = await capture(machine, 'kubectl', '--context', context, ...question, '--output', path);
  return answer.stdout.trim() || String(nodePort);
}

/** Another cluster may hold the same port of this machine: only a name from this list is an answer. */
async function podsOf(machine: Machine, context: string): Promise<Set<string>> {
  const selector = ['--namespace', NAMESPACE, '--selector', 'app=1.2.2.1'];
  const answer = await capture(
    machine,
    'kubectl',
    '--context',
    context,
    'get',
    'pods',
    ...selector,
    '--output',
    'name',
  );
  const lines = answer.stdout.split('\n').filter(Boolean);
  return new Set(lines.map((name) => name.trim().replace('pod/', '')));
}

async function podsInPrometheusBehind(machine: Machine, url: string): Promise<string[]> {
  const query = encodeURIComponent(`count by (pod) (app_info{namespace="${NAMESPACE}"})`);
  const answer = await machine.read(
    `${url}/api/datasources/proxy/uid/prometheus/api/v1/query?query=${query}`,
  );
  if (answer === null) return [];
  try {
    const { data } = JSON.parse(answer) as { data: { result: { metric: { pod?: string } }[] } };
    return data.result.map(({ metric }) => metric.pod ?? '');
  } catch {
    return [];
  }
}
