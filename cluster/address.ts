/** Where the service, and Grafana, answer from here. */

import { setTimeout as sleep } from 'node:timers/promises';
import { capture } from './command.ts';
import { NAMESPACE, WORKLOAD } from './manifests.ts';
import { MONITORING } from './monitoring.ts';
import type { Target } from './target.ts';

/** A NodePort, and how to know that what answers there belongs to this cluster. */
interface Door {
  readonly namespace: string;
  readonly service: string;
  readonly nodePort: number;
  readonly patienceMs: number;
  /** Names of pods that what answers at `url` knows of. */
  readonly podsKnownAt: (url: string) => Promise<readonly string[]>;
}

/** Node ports are programmed a moment after the pods are ready. */
const service: Door = {
  namespace: NAMESPACE,
  service: WORKLOAD,
  nodePort: 31221,
  patienceMs: 5000,
  podsKnownAt: async (url) => [(await text(`${url}/hostname`)) ?? ''],
};

/** Its Prometheus has to have found the pods, and scraped them once. */
const grafana: Door = {
  namespace: MONITORING.namespace,
  service: 'grafana',
  nodePort: MONITORING.grafanaPort,
  patienceMs: 20_000,
  podsKnownAt: podsInPrometheusBehind,
};

/**
 * The first address at which a pod of this cluster says its name, e.g. `http://localhost:31221`; null when
 * none does.
 */
export function findService(target: Target): Promise<string | null> {
  return find(target, service);
}

/** The first address of a Grafana whose Prometheus watches the pods of this cluster. */
export function findGrafana(target: Target): Promise<string | null> {
  return find(target, grafana);
}

async function find(target: Target, door: Door): Promise<string | null> {
  const { context } = target;
  const [hosts, port, pods] = await Promise.all([
    hostsOf(target),
    nodePortOf(context, door),
    podsOf(context),
  ]);
  const urls = hosts.map((host) => `http://${host.includes(':') ? `[${host}]` : host}:${port}`);
  const deadline = performance.now() + door.patienceMs;
  do {
    const known = await Promise.all(urls.map(door.podsKnownAt));
    const found = urls.find((_, index) => known[index]?.some((pod) => pods.has(pod)));
    if (found) return found;
    await sleep(500);
  } while (performance.now() < deadline);
  return null;
}

/**
 * This machine first: a mapped port works in every browser here, a node's address only where there is a
 * route.
 */
async function hostsOf({ context, provider }: Target): Promise<string[]> {
  const answer = await capture('kubectl', '--context', context, 'get', 'nodes', '--output', 'json');
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

async function nodePortOf(context: string, { namespace, service, nodePort }: Door): Promise<string> {
  const question = ['get', '--namespace', namespace, `service/${service}`] as const;
  const path = 'jsonpath={.spec.ports[0].nodePort}';
  const answer = await capture('kubectl', '--context', context, ...question, '--output', path);
  return answer.stdout.trim() || String(nodePort);
}

/** Another cluster may hold the same port of this machine: only a name from this list is an answer. */
async function podsOf(context: string): Promise<Set<string>> {
  const selector = ['--namespace', NAMESPACE, '--selector', 'app=1.2.2.1'];
  const answer = await capture(
    'kubectl',
    '--context',
    context,
    'get',
    'pods',
    ...selector,
    '--output',
    'name',
  );
  return new Set(answer.stdout.split('\n').map((name) => name.trim().replace('pod/', '')));
}

async function podsInPrometheusBehind(url: string): Promise<string[]> {
  const query = encodeURIComponent(`count by (pod) (app_info{namespace="${NAMESPACE}"})`);
  const answer = await text(`${url}/api/datasources/proxy/uid/prometheus/api/v1/query?query=${query}`);
  if (answer === null) return [];
  try {
    const { data } = JSON.parse(answer) as { data: { result: { metric: { pod?: string } }[] } };
    return data.result.map(({ metric }) => metric.pod ?? '');
  } catch {
    return [];
  }
}

async function text(url: string): Promise<string | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
