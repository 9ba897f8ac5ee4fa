/**
 * An API server with a monitoring stack behind its service proxy, as far as `monitoring -- check` looks at
 * them.
 */

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiServer } from '../../drills/cluster/api-server.ts';
import { onTestEnd } from '../support/test-end.ts';

type Labels = Record<string, string>;

export interface World {
  pods: { name: string; phase: string }[];
  services: { namespace: string; name: string; labels: Labels; port: number }[];
  /** Namespaces whose pods Prometheus may list. */
  readableNamespaces: string[];
  /** Null: the cluster has no operator. */
  podMonitors: { name: string; labels: Labels }[] | null;
  podMonitorSelector: Labels;
  targets: { pod: string; labels: Labels; health: string; lastError: string }[];
  droppedPods: string[];
  podInfo: Labels[];
  lokiLines: { labels: Labels; text: string }[];
  dataSources: { name: string; type: string; uid: string }[];
  dashboards: string[];
  needsLogin: boolean;
  clockAheadSeconds: { prometheus: number; nodes: Record<string, number> };
  metricsServer: { name: string; window: string } | null;
}

export const POD = 'app-1-2-2-1-6f7c9d8b54-x2x4z';
const OTHER = 'app-1-2-2-1-6f7c9d8b54-qwrtz';

/** As `npm run up -- --monitoring` leaves it. */
export function wholeWorld(): World {
  const service = (name: string, port: number) => ({
    namespace: 'monitoring',
    name,
    labels: { 'app.kubernetes.io/name': name },
    port,
  });
  return {
    pods: [POD, OTHER].map((name) => ({ name, phase: 'Running' })),
    services: [service('prometheus', 9090), service('loki', 3100), service('grafana', 3000)],
    readableNamespaces: ['default', 'kube-system', 'monitoring'],
    podMonitors: null,
    podMonitorSelector: {},
    targets: [POD, OTHER].map((pod) => ({
      pod,
      labels: { namespace: 'default', pod, job: 'kubernetes-pods' },
      health: 'up',
      lastError: '',
    })),
    droppedPods: [],
    podInfo: [POD, OTHER].map((pod) => ({ namespace: 'default', pod })),
    lokiLines: [POD, OTHER].map((pod) => ({
      labels: { namespace: 'default', container: 'app-1-2-2-1', pod },
      text: `{"pod":"${pod}","msg":"service started"}`,
    })),
    dataSources: [
      { name: 'Prometheus', type: 'prometheus', uid: 'prometheus' },
      { name: 'Loki', type: 'loki', uid: 'loki' },
    ],
    dashboards: ['app-1-2-2-1'],
    needsLogin: false,
    clockAheadSeconds: { prometheus: 0, nodes: { 'node-1': 0 } },
    metricsServer: { name: 'metrics-server', window: '15.012s' },
  };
}

/** An answer that is not 200. */
class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export async function apiServerOf(world: World): Promise<ApiServer> {
  const server: Server = createServer(async (request, response) => {
    try {
      const answer = answerTo(world, new URL(request.url ?? '/', 'http://x'), await bodyOf(request));
      response.end(JSON.stringify(answer));
    } catch (err) {
      if (!(err instanceof Refused)) throw err;
      response.statusCode = err.status;
      response.end(JSON.stringify({ message: err.message }));
    }
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestEnd(() => void server.close());
  return new ApiServer(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

function answerTo(world: World, { pathname, searchParams }: URL, body: unknown): unknown {
  const proxied = /^\/api\/v1\/namespaces\/[\w-]+\/services\/([\w-]+):\d+\/proxy(\/.*)$/.exec(pathname);
  if (proxied) return behindProxy(world, proxied[1] ?? '', proxied[2] ?? '', searchParams);
  const items = (list: readonly unknown[]) => ({ items: list });
  switch (pathname) {
    case '/api/v1/services':
      return items(
        world.services.map(({ namespace, name, labels, port }) => ({
          metadata: { namespace, name, labels },
          spec: { clusterIP: '10.96.0.7', ports: [{ port }] },
        })),
      );
    case '/api/v1/namespaces/default/pods':
      return items(world.pods.map(({ name, phase }) => ({ metadata: { name }, status: { phase } })));
    case '/api/v1/namespaces/monitoring/pods':
      return items([{ metadata: { name: 'prometheus-0' }, spec: { serviceAccountName: 'prometheus-k8s' } }]);
    case '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases':
      return items(
        Object.entries(world.clockAheadSeconds.nodes).map(([name, ahead]) => ({
          metadata: { name },
          // Renewed between any two looks.
          spec: { renewTime: new Date(Date.now() + ahead * 1000).toISOString() },
        })),
      );
    case '/apis/authorization.k8s.io/v1/subjectaccessreviews': {
      const { spec } = body as { spec: { user: string; resourceAttributes: { namespace: string } } };
      if (spec.user !== 'system:serviceaccount:monitoring:prometheus-k8s') throw new Refused(400, spec.user);
      return { status: { allowed: world.readableNamespaces.includes(spec.resourceAttributes.namespace) } };
    }
    case '/apis/monitoring.coreos.com/v1/namespaces/default/podmonitors':
      if (world.podMonitors === null) throw new Refused(404, 'page not found');
      return items(world.podMonitors.map(({ name, labels }) => ({ metadata: { name, labels } })));
    case '/apis/monitoring.coreos.com/v1/prometheuses':
      return items([{ spec: { podMonitorSelector: { matchLabels: world.podMonitorSelector } } }]);
    case '/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io':
      if (!world.metricsServer) throw new Refused(404, 'not found');
      return { spec: { service: { namespace: 'kube-system', name: world.metricsServer.name } } };
    case '/apis/metrics.k8s.io/v1beta1/namespaces/default/pods':
      return items([{ window: world.metricsServer?.window }]);
    default:
      throw new Refused(404, `the stand-in does not know ${pathname}`);
  }
}

function behindProxy(world: World, service: string, path: string, query: URLSearchParams): unknown {
  if (service === 'prometheus') return prometheus(world, path, query);
  if (service === 'loki') return loki(world, path, query);
  if (path === '/api/health') return { database: 'ok', version: '12.4.11' };
  if (world.needsLogin) throw new Refused(401, 'Unauthorized');
  if (path === '/api/frontend/settings') {
    return {
      datasources: Object.fromEntries(world.dataSources.map(({ name, type, uid }) => [name, { type, uid }])),
    };
  }
  const uid = /^\/api\/dashboards\/uid\/(.+)$/.exec(path)?.[1] ?? '';
  if (world.dashboards.includes(uid)) return { dashboard: { title: uid } };
  throw new Refused(404, 'Dashboard not found');
}

function prometheus(world: World, path: string, query: URLSearchParams): unknown {
  if (path === '/api/v1/status/buildinfo') return { status: 'success', data: { version: '3.13.3' } };
  if (path === '/api/v1/targets') {
    return {
      data: {
        activeTargets: world.targets.map(({ pod, labels, health, lastError }) => ({
          labels,
          discoveredLabels: { __meta_kubernetes_pod_name: pod },
          health,
          lastError,
          scrapeInterval: '5s',
        })),
        droppedTargets: world.droppedPods.map((pod) => ({
          discoveredLabels: { __meta_kubernetes_pod_name: pod },
        })),
      },
    };
  }
  const asked = query.get('query') ?? '';
  if (asked === 'time()') {
    const seconds = Date.now() / 1000 + world.clockAheadSeconds.prometheus;
    return { data: { result: [seconds, String(seconds)] } };
  }
  if (!asked.startsWith('kube_pod_info[')) throw new Refused(400, `the stand-in does not know ${asked}`);
  return { data: { result: world.podInfo.map((metric) => ({ metric, values: [[1, '1']] })) } };
}

/** Lines that have the labels and the words that are asked for, and no more than that. */
function loki(world: World, path: string, query: URLSearchParams): unknown {
  if (path === '/loki/api/v1/status/buildinfo') return { version: '3.7.6' };
  if (path === '/loki/api/v1/labels') {
    return { data: [...new Set(world.lokiLines.flatMap(({ labels }) => Object.keys(labels)))] };
  }
  const wanted = [...(query.get('query') ?? '').matchAll(/(\w+)="([^"]*)"/g)];
  const words = [...(query.get('query') ?? '').matchAll(/\|= "([^"]*)"/g)];
  const found = world.lokiLines.filter(
    ({ labels, text }) =>
      wanted.every(([, name = '', value]) => labels[name] === value) &&
      words.every(([, word = '']) => text.includes(word)),
  );
  const given = found.slice(0, Number(query.get('limit')));
  return { data: { result: given.map(({ labels, text }) => ({ stream: labels, values: [['1', text]] })) } };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text ? JSON.parse(text) : null;
}
