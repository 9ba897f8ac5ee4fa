/** Does Prometheus scrape our pods, and if it does not, why? */

import { ApiError, type ApiServer } from '../../drills/cluster/api-server.ts';
import type { V1Pod } from '../../drills/cluster/objects.ts';
import type { Prometheus, ScrapeTarget } from '../../drills/monitoring/prometheus.ts';
import { WORKLOAD } from '../workload.ts';
import { type Finding, missing, there } from './finding.ts';

const WHAT = 'Prometheus scrapes the pods';
const OPERATOR = '/apis/monitoring.coreos.com/v1';

export async function checkScraping(
  api: ApiServer,
  prometheus: Prometheus,
  pods: readonly V1Pod[],
): Promise<Finding> {
  const names = pods.map((pod) => pod.metadata?.name ?? '');
  if (names.length === 0) {
    return missing(WHAT, 'there is no pod of the service', 'npm run up, or kubectl apply -f k8s/');
  }
  const targets = (await prometheus.targets()).filter(({ discovered }) =>
    names.includes(discovered.__meta_kubernetes_pod_name ?? ''),
  );
  const active = targets.filter(({ state }) => state === 'active');
  const healthy = new Set(active.filter(({ health }) => health === 'up').map(podOf));
  if (healthy.size === names.length) return checkLabels(active, names);
  const down = active.find(({ health }) => health === 'down');
  if (down) {
    return missing(
      WHAT,
      `${healthy.size} of ${names.length}; ${podOf(down)}: ${down.lastError}`,
      'a NetworkPolicy or a wrong port or path keeps Prometheus out; the pod answers at port 8080, /metrics',
    );
  }
  if (active.length > 0) {
    return missing(
      WHAT,
      `${healthy.size} of ${names.length}`,
      'wait for a scrape (30 s at most), then again',
    );
  }
  return (await whyNoTarget(api, prometheus, names.length)) ?? annotationsIgnored(targets, names.length);
}

function podOf({ discovered }: ScrapeTarget): string {
  return discovered.__meta_kubernetes_pod_name ?? '';
}

/** The dashboard asks for `namespace` and `pod`. */
function checkLabels(active: readonly ScrapeTarget[], names: readonly string[]): Finding {
  const named = active.filter(({ labels }) => names.includes(labels.pod ?? '') && labels.namespace);
  if (named.length === 0) {
    const has = Object.keys(active[0]?.labels ?? {}).join(', ');
    return missing(
      WHAT,
      `yes, but their series have no labels namespace and pod (they have ${has})`,
      'relabel __meta_kubernetes_namespace to namespace and __meta_kubernetes_pod_name to pod, as observability/config/prometheus.yaml does',
    );
  }
  const twice = named.length > names.length ? ', some of them twice: every request counts twice then' : '';
  const every = named.find(({ intervalMs }) => intervalMs !== null)?.intervalMs;
  return there(WHAT, `${names.length} of ${names.length}${every ? `, every ${every / 1000} s` : ''}${twice}`);
}

/** With an operator a pod is scraped because a PodMonitor is selected, and the namespace may be read. */
async function whyNoTarget(api: ApiServer, prometheus: Prometheus, count: number): Promise<Finding | null> {
  const none = `0 of ${count}`;
  const forbidden = await namespaceThatMayNotBeRead(api, prometheus);
  if (forbidden) {
    return missing(
      WHAT,
      `${none}: ${forbidden} may not list pods in the namespace ${WORKLOAD.namespace}`,
      `kubectl create rolebinding prometheus --namespace ${WORKLOAD.namespace} --clusterrole view --serviceaccount ${forbidden.replace('/', ':')}`,
    );
  }
  const monitors = await listed<{ metadata: Labelled }>(
    api,
    `${OPERATOR}/namespaces/${WORKLOAD.namespace}/podmonitors`,
  );
  if (monitors === null) return null;
  const ours = monitors.find(({ metadata }) => metadata.name === WORKLOAD.name);
  if (!ours)
    return missing(WHAT, `${none}: there is no PodMonitor`, 'kubectl apply -k observability/operator/');
  const all = await listed<{ metadata: Labelled; spec: { podMonitorSelector?: Selector } }>(
    api,
    `${OPERATOR}/prometheuses`,
  );
  const selector = all?.map(({ spec }) => spec.podMonitorSelector?.matchLabels ?? {});
  const wanted = selector?.find((labels) => !covers(labels, ours.metadata.labels ?? {}));
  if (!wanted || selector?.some((labels) => covers(labels, ours.metadata.labels ?? {}))) return null;
  const labels = Object.entries(wanted).map(([name, value]) => `${name}=${value}`);
  return missing(
    WHAT,
    `${none}: Prometheus takes only PodMonitors that are labelled ${labels.join(', ')}`,
    `kubectl label podmonitor,prometheusrule --namespace ${WORKLOAD.namespace} ${WORKLOAD.name} --overwrite ${labels.join(' ')}`,
  );
}

interface Labelled {
  readonly name: string;
  readonly labels?: Readonly<Record<string, string>>;
}
interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

function covers(wanted: Readonly<Record<string, string>>, has: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, value]) => has[name] === value);
}

function annotationsIgnored(targets: readonly ScrapeTarget[], count: number): Finding {
  const seen =
    targets.length > 0 ? 'it has found them, and its rules drop them' : 'it does not look for them';
  return missing(
    WHAT,
    `0 of ${count}: ${seen}`,
    'with the operator: kubectl apply -k observability/operator/; without: a job for annotated pods, as in observability/config/prometheus.yaml',
  );
}

/**
 * The service account of Prometheus, as `namespace/name`, where it may not look into our namespace; null
 * where it may.
 */
async function namespaceThatMayNotBeRead(api: ApiServer, { service }: Prometheus): Promise<string | null> {
  if (service.namespace === null) return null;
  const pods = await listed<V1Pod>(api, `/api/v1/namespaces/${service.namespace}/pods`, {
    labelSelector: 'app.kubernetes.io/name=prometheus',
  });
  const account = pods?.[0]?.spec?.serviceAccountName;
  if (!account) return null;
  const review = await api.post<{ status: { allowed: boolean } }>(
    '/apis/authorization.k8s.io/v1/subjectaccessreviews',
    {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      spec: {
        user: `system:serviceaccount:${service.namespace}:${account}`,
        groups: ['system:serviceaccounts', `system:serviceaccounts:${service.namespace}`],
        resourceAttributes: { namespace: WORKLOAD.namespace, verb: 'list', resource: 'pods' },
      },
    },
  );
  return review.status.allowed ? null : `${service.namespace}/${account}`;
}

/** Null where the cluster does not know the kind. */
async function listed<T>(api: ApiServer, path: string, query = {}): Promise<T[] | null> {
  try {
    return (await api.get<{ items: T[] }>(path, query)).items;
  } catch (err) {
    if (err instanceof ApiError && err.status === 404) return null;
    throw err;
  }
}
