/**
 * An API server with a monitoring stack behind its service proxy, as far as `monitoring -- check` looks at
 * them.
 */

import { ApiServer } from '../../../drills/cluster/api-server.ts';
import { FakeGrafana } from './fake-grafana.ts';
import { FakeLoki } from './fake-loki.ts';
import { FakePrometheus } from './fake-prometheus.ts';
import { type Asked, type Said, serveJson } from './json-server.ts';

type Labels = Record<string, string>;

export interface MonitoredCluster {
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

/** The state after `npm run up -- --monitoring`. */
export function monitoredCluster(): MonitoredCluster {
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

export async function apiServerOf(cluster: MonitoredCluster): Promise<ApiServer> {
  const programs = programsOf(cluster);
  const url = await serveJson((asked) => {
    const [, name, path = ''] =
      /^\/api\/v1\/namespaces\/[\w-]+\/services\/([\w-]+):\d+\/proxy(\/.*)$/.exec(asked.url.pathname) ?? [];
    if (name === undefined) return answerTo(cluster, asked);
    const behind = new URL(path + asked.url.search, 'http://behind');
    return programs[name as keyof typeof programs].answer({ ...asked, url: behind });
  });
  return new ApiServer(url);
}

/** Prometheus, Loki and Grafana with what the cluster says that they have. */
function programsOf(cluster: MonitoredCluster) {
  const justNowMs = Date.now() - 1000;
  const prometheus = new FakePrometheus();
  prometheus.aheadMs = cluster.clockAheadSeconds.prometheus * 1000;
  const found = (pod: string) => ({
    __meta_kubernetes_pod_name: pod,
    __meta_kubernetes_namespace: 'default',
  });
  for (const { pod, labels, health, lastError } of cluster.targets) {
    const target = { labels, discoveredLabels: found(pod), health, lastError, scrapeInterval: '5s' };
    prometheus.activeTargets.push(target);
    if (health === 'up') prometheus.add({ __name__: 'app_info', ...labels }, justNowMs, 1);
  }
  prometheus.droppedTargets = cluster.droppedPods.map((pod) => ({ discoveredLabels: found(pod) }));
  for (const labels of cluster.podInfo)
    prometheus.add({ __name__: 'kube_pod_info', ...labels }, justNowMs, 1);
  const loki = new FakeLoki();
  for (const { labels, text } of cluster.lokiLines) loki.push(labels, justNowMs, text);
  const grafana = new FakeGrafana();
  for (const uid of cluster.dashboards) grafana.dashboards[uid] = { dashboard: { title: uid } };
  for (const { name, type } of cluster.dataSources)
    grafana.addDataSource(type, name, type === 'loki' ? loki : prometheus);
  if (cluster.needsLogin) grafana.password = 'secret';
  return { prometheus, loki, grafana };
}

function answerTo(cluster: MonitoredCluster, { url: { pathname }, body }: Asked): Said | null {
  const items = (list: readonly unknown[]) => ({ body: { items: list } });
  switch (pathname) {
    case '/api/v1/services':
      return items(
        cluster.services.map(({ namespace, name, labels, port }) => ({
          metadata: { namespace, name, labels },
          spec: { clusterIP: '10.96.0.7', ports: [{ port }] },
        })),
      );
    case '/api/v1/namespaces/default/pods':
      return items(cluster.pods.map(({ name, phase }) => ({ metadata: { name }, status: { phase } })));
    case '/api/v1/namespaces/monitoring/pods':
      return items([{ metadata: { name: 'prometheus-0' }, spec: { serviceAccountName: 'prometheus-k8s' } }]);
    case '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases':
      return items(
        Object.entries(cluster.clockAheadSeconds.nodes).map(([name, ahead]) => ({
          metadata: { name },
          // Renewed between any two looks.
          spec: { renewTime: new Date(Date.now() + ahead * 1000).toISOString() },
        })),
      );
    case '/apis/authorization.k8s.io/v1/subjectaccessreviews': {
      const { spec } = body as { spec: { user: string; resourceAttributes: { namespace: string } } };
      if (spec.user !== 'system:serviceaccount:monitoring:prometheus-k8s')
        return { status: 400, body: { message: spec.user } };
      const allowed = cluster.readableNamespaces.includes(spec.resourceAttributes.namespace);
      return { body: { status: { allowed } } };
    }
    case '/apis/monitoring.coreos.com/v1/namespaces/default/podmonitors':
      if (cluster.podMonitors === null) return null;
      return items(cluster.podMonitors.map(({ name, labels }) => ({ metadata: { name, labels } })));
    case '/apis/monitoring.coreos.com/v1/prometheuses':
      return items([{ spec: { podMonitorSelector: { matchLabels: cluster.podMonitorSelector } } }]);
    case '/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io':
      if (!cluster.metricsServer) return null;
      return { body: { spec: { service: { namespace: 'kube-system', name: cluster.metricsServer.name } } } };
    case '/apis/metrics.k8s.io/v1beta1/namespaces/default/pods':
      return items([{ window: cluster.metricsServer?.window }]);
    default:
      return { status: 404, body: { message: `the fake does not know ${pathname}` } };
  }
}
