/** What shows and keeps what the pods say: kube-state-metrics, Loki, Grafana. */

import { ApiError } from '../../drills/cluster/api-server.ts';
import type { V1Pod } from '../../drills/cluster/objects.ts';
import type { Grafana } from '../../drills/monitoring/grafana.ts';
import type { Loki } from '../../drills/monitoring/loki.ts';
import type { Prometheus } from '../../drills/monitoring/prometheus.ts';
import { WORKLOAD } from '../workload.ts';
import { type Finding, missing, there, unknown } from './finding.ts';

const LOOK_BACK_MS = 60 * 60_000;

export async function checkKubeStateMetrics(prometheus: Prometheus): Promise<Finding> {
  const what = 'kube-state-metrics, scraped with honor_labels';
  const series = await prometheus.samples('kube_pod_info', 120);
  if (series.length === 0) {
    return missing(
      what,
      'no series of it',
      'npm run up -- --monitoring brings one; without it reasons of restarts and the HPA are missing',
    );
  }
  if (series.some(({ labels }) => labels.exported_pod !== undefined)) {
    return missing(
      what,
      'its series have exported_pod, and its own pod as pod',
      'set honor_labels: true in the job that scrapes it (honorLabels: true in a ServiceMonitor)',
    );
  }
  return there(what, `knows ${new Set(series.map(({ labels }) => labels.pod)).size} pods`);
}

export async function checkLogs(loki: Loki, pods: readonly V1Pod[]): Promise<Finding> {
  const what = "Loki has the pods' lines";
  const now = Date.now();
  const { namespace, container } = WORKLOAD;
  const stream = `{namespace="${namespace}", container="${container}"}`;
  const has = async (query: string) => (await loki.lines(query, now - LOOK_BACK_MS, now, 1)).length > 0;
  if (await has(stream)) {
    const names = pods.map((pod) => pod.metadata?.name ?? '');
    // One question for each: an hour of a busy pod is more than Loki gives at once. Every line has its pod's
    // name.
    const speaks = await Promise.all(names.map((name) => has(`${stream} |= "${name}"`)));
    const silent = names.filter((_, index) => !speaks[index]);
    if (silent.length === 0) return there(what, `of all ${pods.length} pods`);
    return unknown(
      what,
      `of the last hour none of ${silent.join(', ')}`,
      'a quiet pod writes nothing: curl it once, then again. Otherwise the log collector does not run on its node',
    );
  }
  const labels = await loki.labels(now - LOOK_BACK_MS, now);
  if (labels.length === 0) {
    return missing(
      what,
      'it has no lines at all',
      'the log collector does not reach it: read the log of its pods',
    );
  }
  return missing(
    what,
    `no stream with namespace="${namespace}" and container="${container}" (its streams are labelled ${labels.join(', ')})`,
    'the log collector has to set the labels namespace, pod and container, as observability/config/fluent-bit.yaml does',
  );
}

export async function checkGrafana(grafana: Grafana, address: string): Promise<Finding[]> {
  const install = `npm run monitoring -- install --grafana ${address}`;
  try {
    const sources = await grafana.dataSources();
    return [
      ...['prometheus', 'loki'].map((type) => checkDataSource(type, sources, install)),
      await checkDashboard(grafana, install),
    ];
  } catch (err) {
    if (!(err instanceof ApiError && (err.status === 401 || err.status === 403))) throw err;
    return [
      unknown(
        'Grafana has both data sources and the dashboard',
        'it wants a login',
        'GRAFANA_USER=admin GRAFANA_PASSWORD=… npm run monitoring -- check (or GRAFANA_TOKEN)',
      ),
    ];
  }
}

function checkDataSource(type: string, sources: readonly { type: string; name: string }[], install: string) {
  const what = `Grafana has a data source for ${type === 'loki' ? 'Loki' : 'Prometheus'}`;
  const found = sources.find((source) => source.type === type);
  return found ? there(what, `"${found.name}"`) : missing(what, 'none of that type', install);
}

async function checkDashboard(grafana: Grafana, install: string): Promise<Finding> {
  const what = 'Grafana has the dashboard';
  const title = await grafana.dashboardTitle(WORKLOAD.name);
  return title === null
    ? missing(what, 'not found: without a sidecar the ConfigMap is ignored in silence', install)
    : there(what, `"${title}"`);
}
