/** Everything that the monitoring lesson needs of a cluster, one finding each. */

import type { ApiServer } from '../../drills/cluster/api-server.ts';
import type { V1Pod } from '../../drills/cluster/objects.ts';
import { findStack, type StackAddresses } from '../../drills/monitoring/discovery.ts';
import { Grafana, type GrafanaCredentials } from '../../drills/monitoring/grafana.ts';
import { Loki } from '../../drills/monitoring/loki.ts';
import { Prometheus } from '../../drills/monitoring/prometheus.ts';
import type { StackService } from '../../drills/monitoring/stack-service.ts';
import { WORKLOAD } from '../workload.ts';
import { checkClocks } from './clocks.ts';
import { checkCpuMetrics } from './cpu-metrics.ts';
import { type Finding, lookAt, missing, there } from './finding.ts';
import { checkScraping } from './scraping.ts';
import { checkGrafana, checkKubeStateMetrics, checkLogs } from './stack.ts';

const NAMES = { prometheus: 'Prometheus', loki: 'Loki', grafana: 'Grafana' } as const;

export async function checkEverything(
  api: ApiServer,
  addresses: StackAddresses,
  credentials: GrafanaCredentials,
): Promise<Finding[]> {
  const [stack, pods] = await Promise.all([findStack(api, addresses), podsOf(api)]);
  const kinds = ['prometheus', 'loki', 'grafana'] as const;
  const prometheus = stack.prometheus && new Prometheus(stack.prometheus);
  const loki = stack.loki && new Loki(stack.loki);
  const grafana = stack.grafana && new Grafana(stack.grafana, credentials);
  const address = addresses.grafana ?? 'http://NODE:30001';
  const findings = await Promise.all([
    ...kinds.map(async (kind) => [found(NAMES[kind], stack[kind], stack.tried)]),
    prometheus ? lookAt('Prometheus scrapes the pods', () => checkScraping(api, prometheus, pods)) : [],
    prometheus ? lookAt('kube-state-metrics', () => checkKubeStateMetrics(prometheus)) : [],
    loki ? lookAt("Loki has the pods' lines", () => checkLogs(loki, pods)) : [],
    grafana ? lookAt('Grafana', () => checkGrafana(grafana, address)) : [],
    lookAt('the clocks agree', () => checkClocks(api, prometheus)),
    lookAt('the CPU metrics', () => checkCpuMetrics(api)),
  ]);
  return findings.flat();
}

function found(name: string, service: StackService | null, tried: readonly string[]): Finding {
  if (service) return there(name, `${service.where}${service.version ? `, version ${service.version}` : ''}`);
  const kind = name.toLowerCase();
  const reasons = tried.filter((line) => line.includes(kind));
  return missing(
    name,
    reasons.length > 0 ? reasons.join('; ') : 'no Service in this cluster looks like one',
    `npm run up -- --monitoring brings one; if it is elsewhere: --${kind} URL`,
  );
}

async function podsOf(api: ApiServer): Promise<V1Pod[]> {
  const { items } = await api.get<{ items: V1Pod[] }>(`/api/v1/namespaces/${WORKLOAD.namespace}/pods`, {
    labelSelector: Object.entries(WORKLOAD.podLabels)
      .map(([name, value]) => `${name}=${value}`)
      .join(','),
  });
  return items.filter(({ status }) => status?.phase === 'Running');
}
