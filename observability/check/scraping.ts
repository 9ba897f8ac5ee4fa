/** Whether Prometheus scrapes the pods of the service. If not: why. */

import type { ApiServer } from '../../drills/cluster/api-server.ts';
import { ApiError } from '../../drills/cluster/http.ts';
import type { V1Pod } from '../../drills/cluster/objects.ts';
import { message } from '../../messages/all.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import type { Cause, Judged } from '../stack/cause.ts';
import type { Prometheus } from '../stack/prometheus.ts';
import { concerns, judgeScraping, scrapeOf } from '../stack/scraping.ts';

const OPERATOR = '/apis/monitoring.coreos.com/v1';
/** For a Prometheus that does not report its scrape interval. */
const LONGEST_INTERVAL_MS = 60_000;

export async function checkScraping(
  api: ApiServer,
  prometheus: Prometheus,
  pods: readonly V1Pod[],
): Promise<Judged> {
  const { namespace } = WORKLOAD;
  const targets = await prometheus.targets();
  const active = targets.filter((one) => one.state === 'active' && pods.some((pod) => concerns(one, pod)));
  const intervalMs = active.find((one) => one.intervalMs !== null)?.intervalMs ?? LONGEST_INTERVAL_MS;
  const seen = {
    where: prometheus.service.where,
    // Two scrape intervals: an older sample is of a pod that is no longer scraped.
    info: await prometheus.samples('app_info', (2 * intervalMs) / 1000),
    pods: pods.map((pod) => scrapeOf(pod, namespace, targets)),
  };
  const judged = judgeScraping(seen, namespace);
  if (pods.length === 0) return { ...judged, remedy: message('stack-check.bringPods') };
  if (judged.passed) {
    const areTwice = active.length > pods.length;
    const said = { pods: judged.actual, seconds: intervalMs / 1000 };
    return {
      ...judged,
      actual: message(areTwice ? 'stack-check.someTwice' : 'stack-check.everySeconds', said),
    };
  }
  if (active.length > 0) return judged;
  return { ...judged, ...(await whyNoTarget(api, prometheus)) };
}

/** The operator's Prometheus scrapes a pod if it selects the PodMonitor, and may read the namespace. */
async function whyNoTarget(api: ApiServer, prometheus: Prometheus): Promise<Cause | null> {
  const forbidden = await accountThatMayNotRead(api, prometheus);
  if (forbidden) {
    return {
      actual: message('stack-check.mayNotList', { account: forbidden, namespace: WORKLOAD.namespace }),
      remedy: `kubectl create rolebinding prometheus --namespace ${WORKLOAD.namespace} --clusterrole view --serviceaccount ${forbidden.replace('/', ':')}`,
    };
  }
  const monitors = await listed<{ metadata: Labelled }>(
    api,
    `${OPERATOR}/namespaces/${WORKLOAD.namespace}/podmonitors`,
  );
  if (monitors === null) return null;
  const ours = monitors.find(({ metadata }) => metadata.name === WORKLOAD.name);
  if (!ours) {
    const actual = message('stack-check.noPodMonitor');
    return { actual, remedy: 'kubectl apply -k observability/operator/' };
  }
  const all = await listed<{ metadata: Labelled; spec: { podMonitorSelector?: Selector } }>(
    api,
    `${OPERATOR}/prometheuses`,
  );
  const selector = all?.map(({ spec }) => spec.podMonitorSelector?.matchLabels ?? {});
  const wanted = selector?.find((labels) => !covers(labels, ours.metadata.labels ?? {}));
  if (!wanted || selector?.some((labels) => covers(labels, ours.metadata.labels ?? {}))) return null;
  const labels = Object.entries(wanted).map(([name, value]) => `${name}=${value}`);
  return {
    actual: message('stack-check.podMonitorLabels', { labels }),
    remedy: `kubectl label podmonitor,prometheusrule --namespace ${WORKLOAD.namespace} ${WORKLOAD.name} --overwrite ${labels.join(' ')}`,
  };
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

/** The service account of Prometheus, as `namespace/name`; null: it may list the pods of the service. */
async function accountThatMayNotRead(api: ApiServer, { service }: Prometheus): Promise<string | null> {
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

/** Null: the cluster does not know the kind. */
async function listed<T>(api: ApiServer, path: string, query = {}): Promise<T[] | null> {
  try {
    return (await api.get<{ items: T[] }>(path, query)).items;
  } catch (err) {
    if (err instanceof ApiError && err.status === 404) return null;
    throw err;
  }
}
