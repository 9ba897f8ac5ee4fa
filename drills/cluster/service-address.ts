import { type Dispatcher, request } from 'undici';
import { nodeHosts, nodePortOf, urlHost } from '../../scripts/node-port.ts';
import { HEADERS } from '../../src/headers.ts';
import type { ApiServer, InNamespace } from './api-server.ts';
import type { V1Node, V1Service } from './objects.ts';

const PROBE_TIMEOUT_MS = 3000;

/** The NodePort of one node. The kube-proxy of this node chooses the pod. */
export interface NodeAddress {
  readonly node: string;
  readonly url: string;
}

export interface Target {
  /** The Service's address from this machine. Null: only the cluster reaches the Service. */
  readonly url: string | null;
  /** Each node that answered at an address of its own; none where the address was given. */
  readonly nodes: readonly NodeAddress[];
  /** The Service's address from a pod. It has no name in it: a cluster may have no DNS. */
  readonly clusterUrl: string | null;
  /** The addresses that were tried, for the message when none answered. */
  readonly tried: readonly string[];
}

/** The first address of the NodePort that answers with the name of one of these pods. */
export async function findServiceUrls(
  at: InNamespace,
  podNames: ReadonlySet<string>,
  givenUrl: string | null,
  /** For a service that is not ours: every answer counts but a 5xx. */
  path: string | null = null,
): Promise<Target> {
  const isThere = (url: string) => (path === null ? isWorkload(url, podNames) : answers(new URL(path, url)));
  const service = await findService(at);
  const clusterUrl = service === null ? null : clusterAddress(service);
  if (givenUrl !== null) {
    const isAnswering = await isThere(givenUrl);
    return { url: isAnswering ? givenUrl : null, nodes: [], clusterUrl, tried: [givenUrl] };
  }
  const nodePort = nodePortOf(service);
  if (nodePort === undefined) return { url: null, nodes: [], clusterUrl, tried: [] };
  const places = (await hosts(at.api)).map(({ host, node }) => ({ node, url: `http://${host}:${nodePort}` }));
  const found = await Promise.all(places.map(({ url }) => isThere(url)));
  const answering = places.filter((_, index) => found[index]);
  const url = answering[0]?.url ?? null;
  return { url, nodes: firstOfEachNode(answering), clusterUrl, tried: places.map((one) => one.url) };
}

/**
 * Another program may listen on the same port of this machine: only an answer from one of the pods counts.
 */
async function isWorkload(url: string, podNames: ReadonlySet<string>): Promise<boolean> {
  const answer = await probe(new URL('/hostname', url));
  return answer?.statusCode === 200 && podNames.has(String(answer.headers[HEADERS.hostname]));
}

async function answers(url: URL): Promise<boolean> {
  const answer = await probe(url);
  return answer !== null && answer.statusCode < 500;
}

/** Null where no answer comes in time. */
async function probe(url: URL): Promise<Dispatcher.ResponseData | null> {
  try {
    const answer = await request(url, { reset: true, signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    await answer.body.dump();
    return answer;
  } catch {
    return null;
  }
}

export function findService({ api, namespace, workload }: InNamespace): Promise<V1Service | null> {
  return api.find<V1Service>(`/api/v1/namespaces/${namespace}/services/${workload.service}`);
}

function clusterAddress({ spec }: V1Service): string | null {
  const address = spec.clusterIP;
  const port = spec.ports?.[0]?.port;
  if (!address || address === 'None' || port === undefined) return null;
  return `http://${urlHost(address)}:${port}`;
}

interface Host {
  readonly host: string;
  /** Null where it is no node's own address. */
  readonly node: string | null;
}

function firstOfEachNode(places: readonly { readonly node: string | null; readonly url: string }[]) {
  const nodes = new Map<string, NodeAddress>();
  for (const { node, url } of places) if (node !== null && !nodes.has(node)) nodes.set(node, { node, url });
  return [...nodes.values()];
}

/**
 * The nodes; this machine, where Docker Desktop and kind map ports; the API server's host, which often is a
 * node.
 */
async function hosts(api: ApiServer): Promise<Host[]> {
  // Not everyone may list nodes; the other places remain.
  const nodes = await api.list<V1Node>('/api/v1/nodes').catch((): V1Node[] => []);
  const addresses = nodeHosts(
    nodes.map(({ metadata, status }) => ({
      name: metadata.name,
      addresses: status.addresses ?? [],
    })),
  );
  const others = ['127.0.0.1', new URL(api.address).hostname].map((host) => ({ host, node: null }));
  const seen = new Set<string>();
  return [...addresses, ...others].filter(({ host }) => !seen.has(host) && seen.add(host)).slice(0, 20);
}
