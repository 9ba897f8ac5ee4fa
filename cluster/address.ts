/** The addresses at which the service and Grafana answer on this machine. */

import type { Machine } from '../scripts/machine.ts';
import { nodeHosts, nodePortOf } from '../scripts/node-port.ts';
import { WORKLOAD } from '../scripts/workload.ts';
import { podsOfService } from './diagnosis.ts';
import { ask, get } from './kubectl.ts';
import { MONITORING } from './monitoring.ts';
import { readNodes } from './nodes.ts';

/** A NodePort, and a question whose answer names pods of its cluster. */
interface NodePort {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
  readonly patienceMs: number;
  /** The pod names that the service at `url` reports; none without an answer. */
  readonly podsReportedAt: (url: string) => Promise<readonly string[]>;
}

/** The cluster and the namespace of the service's pods. */
export interface Place {
  readonly context: string;
  readonly namespace: string;
  /** A port of this machine may lead to the cluster. */
  readonly isLocal: boolean;
}

/** The first address at which a pod of this cluster answers, e.g. `http://localhost:31221`. */
export function findService(machine: Machine, place: Place): Promise<string | null> {
  return find(machine, place, {
    namespace: place.namespace,
    service: WORKLOAD.name,
    port: WORKLOAD.nodePort,
    // kube-proxy opens a NodePort a moment after the pods are ready.
    patienceMs: 5000,
    podsReportedAt: async (url) => {
      const name = await machine.read(`${url}/hostname`);
      return name === null ? [] : [name.trim()];
    },
  });
}

/** The first address of a Grafana whose Prometheus scrapes the pods of this cluster. */
export function findGrafana(machine: Machine, place: Place): Promise<string | null> {
  return find(machine, place, {
    namespace: MONITORING.namespace,
    service: 'grafana',
    port: MONITORING.grafanaPort,
    // Until Prometheus has found the pods and scraped them once.
    patienceMs: 20_000,
    podsReportedAt: (url) => podsInPrometheusBehind(machine, url, place.namespace),
  });
}

async function find(machine: Machine, place: Place, wanted: NodePort): Promise<string | null> {
  const [hosts, port, pods] = await Promise.all([
    hostsOf(machine, place),
    portOf(machine, place.context, wanted),
    podNames(machine, place),
  ]);
  const urls = hosts.map((host) => `http://${host}:${port}`);
  const deadline = machine.nowMs() + wanted.patienceMs;
  do {
    const reported = await Promise.all(urls.map(wanted.podsReportedAt));
    const found = urls.find((_, index) => reported[index]?.some((pod) => pods.has(pod)));
    if (found) return found;
    await machine.sleep(500);
  } while (machine.nowMs() < deadline);
  return null;
}

/** localhost first: a mapped port works in every browser of this machine. A node's address needs a route. */
async function hostsOf(machine: Machine, { context, isLocal }: Place): Promise<string[]> {
  const nodes = nodeHosts(await readNodes(machine, context));
  return [...(isLocal ? ['localhost'] : []), ...nodes.map(({ host }) => host)];
}

async function portOf(machine: Machine, context: string, wanted: NodePort): Promise<number> {
  const { namespace, service, port } = wanted;
  return nodePortOf(await get(machine, context, '--namespace', namespace, `service/${service}`)) ?? port;
}

/** The port of this machine may belong to another cluster. Its pods are not among these names. */
async function podNames(machine: Machine, { context, namespace }: Place): Promise<Set<string>> {
  const answer = await ask(machine, context, 'get', 'pods', ...podsOfService(namespace), '--output', 'name');
  const lines = answer.stdout.split('\n').filter(Boolean);
  return new Set(lines.map((name) => name.replace('pod/', '')));
}

async function podsInPrometheusBehind(machine: Machine, url: string, namespace: string): Promise<string[]> {
  const query = encodeURIComponent(`count by (pod) (app_info{namespace="${namespace}"})`);
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
