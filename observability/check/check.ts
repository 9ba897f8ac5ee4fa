/** Everything that the monitoring lesson needs of a cluster, one check each. */

import type { ApiServer } from '../../drills/cluster/api-server.ts';
import { LONG_WINDOW_SECONDS, readCpuMetrics } from '../../drills/cluster/cpu-metrics.ts';
import { ApiError } from '../../drills/cluster/http.ts';
import type { V1Pod } from '../../drills/cluster/objects.ts';
import { check, seconds } from '../../drills/judging/check.ts';
import type { Check, Text } from '../../drills/timeline.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import { type Judged, NAMES, notFound } from '../stack/cause.ts';
import {
  CLOCK_TOLERANCE_MS,
  CLOCKS_AGREE,
  judgeClocks,
  nodesAheadMs,
  prometheusAheadMs,
} from '../stack/clocks.ts';
import { findStack, type Stack, type StackAddresses } from '../stack/discovery.ts';
import {
  askGrafana,
  DASHBOARD_IS_THERE,
  judgeDashboard,
  judgeDataSources,
  whyNotAsked,
} from '../stack/grafana-reading.ts';
import type { GrafanaCredentials } from '../stack/grafana.ts';
import { ITS_TARGETS, whyUnknown, wrongLabels } from '../stack/kube-state-metrics.ts';
import { lookElsewhere, streamOf, whyNoLine } from '../stack/log-lines.ts';
import { Loki } from '../stack/loki.ts';
import { Prometheus } from '../stack/prometheus.ts';
import { EVERY_POD_IS_SCRAPED } from '../stack/scraping.ts';
import type { StackKind, StackService } from '../stack/stack-service.ts';
import { checkScraping } from './scraping.ts';

const LOOK_BACK_MS = 60 * 60_000;

export async function checkEverything(
  api: ApiServer,
  addresses: StackAddresses,
  credentials: GrafanaCredentials,
): Promise<Check[]> {
  const [stack, pods] = await Promise.all([findStack(api, addresses), podsOf(api)]);
  const prometheus = stack.prometheus && new Prometheus(stack.prometheus);
  const { loki, grafana } = stack;
  const checks = await Promise.all([
    ...(['prometheus', 'loki', 'grafana'] as const).map((kind) => checkFound(kind, stack)),
    prometheus
      ? ask(EVERY_POD_IS_SCRAPED, async () => [
          check(EVERY_POD_IS_SCRAPED, ...parts(await checkScraping(api, prometheus, pods))),
        ])
      : [],
    prometheus ? ask(KUBE_STATE_METRICS, () => checkKubeStateMetrics(prometheus)) : [],
    loki ? ask(LINES, () => checkLines(new Loki(loki), pods)) : [],
    grafana ? ask(DASHBOARD_IS_THERE, () => checkGrafana(grafana, credentials)) : [],
    ask(CLOCKS_AGREE, () => checkClocks(api, prometheus)),
    ask(CPU_METRICS, () => checkCpuMetrics(api)),
  ]);
  return checks.flat();
}

/** One question that fails is one check that could not be made. */
async function ask(name: Text, question: () => Promise<readonly Check[]>): Promise<readonly Check[]> {
  try {
    return await question();
  } catch (err) {
    const actual = `could not be asked: ${err instanceof Error ? err.message : err}`;
    return [{ name, passed: null, expected: 'an answer', actual }];
  }
}

function parts({ passed, ...finding }: Judged): [boolean, Omit<Judged, 'passed'>] {
  return [passed, finding];
}

function checkFound(kind: StackKind, stack: Stack): Check[] {
  const expected = `a ${NAMES[kind]} that answers`;
  const service = stack[kind];
  if (service === null) return [check(NAMES[kind], false, { expected, ...notFound(kind, stack.tried) })];
  const actual = `${service.where}${service.version ? `, version ${service.version}` : ''}`;
  return [check(NAMES[kind], true, { expected, actual, remedy: '' })];
}

const KUBE_STATE_METRICS = 'kube-state-metrics, scraped with honor_labels';

async function checkKubeStateMetrics(prometheus: Prometheus): Promise<Check[]> {
  const series = await prometheus.samples('kube_pod_info', 120);
  const expected = 'kube_pod_info with the label pod of the pod that it is about';
  const hidden = series.find(({ labels }) => labels.exported_pod !== undefined)?.labels.exported_pod;
  if (hidden !== undefined) return [check(KUBE_STATE_METRICS, false, { expected, ...wrongLabels(hidden) })];
  if (series.length === 0) {
    const states = (await prometheus.samples(ITS_TARGETS, 120)).map(({ samples }) => samples.at(-1)?.[1]);
    return [check(KUBE_STATE_METRICS, false, { expected, ...whyUnknown(states) })];
  }
  const known = new Set(series.map(({ labels }) => labels.pod)).size;
  return [check(KUBE_STATE_METRICS, true, { expected, actual: `knows ${known} pods`, remedy: '' })];
}

const LINES = "Loki has the pods' lines";

/** One question for each pod: an hour of a busy one is more than Loki gives at once. */
async function checkLines(loki: Loki, pods: readonly V1Pod[]): Promise<Check[]> {
  const toMs = Date.now();
  const fromMs = toMs - LOOK_BACK_MS;
  const { namespace } = WORKLOAD;
  const stream = streamOf(namespace);
  const expected = `lines of the last hour of every pod, as ${stream}`;
  const names = pods.map((pod) => pod.metadata?.name ?? '');
  const speaks = await Promise.all(
    names.map(async (name) => (await loki.lines(`${stream} |= "${name}"`, fromMs, toMs, 1)).length > 0),
  );
  const silent = names.filter((_, index) => !speaks[index]);
  const [pod] = silent;
  if (pod === undefined)
    return [check(LINES, true, { expected, actual: `of all ${pods.length} pods`, remedy: '' })];
  // As the service writes it: others write of this pod too.
  const elsewhere = await lookElsewhere(loki, `|~ "pod[^a-z/ ]+${pod}"`, fromMs, toMs);
  if (silent.length === names.length || elsewhere.elsewhere !== null) {
    const cause = whyNoLine(elsewhere, { where: loki.service.where, namespace, pod });
    return [check(LINES, false, { expected, ...cause })];
  }
  return [
    {
      name: LINES,
      passed: null,
      expected,
      actual: `of the last hour none of ${silent.join(', ')}`,
      remedy:
        'a quiet pod writes nothing: curl it once, then again. Otherwise the log collector does not run on its node',
    },
  ];
}

async function checkGrafana(service: StackService, credentials: GrafanaCredentials): Promise<Check[]> {
  const startedEpochMs = Date.now() - LOOK_BACK_MS;
  const seen = await askGrafana(service, { namespace: WORKLOAD.namespace, credentials, startedEpochMs });
  const unasked = whyNotAsked(seen);
  if (unasked !== null)
    return [{ ...unasked, name: 'Grafana has both data sources and the dashboard', passed: null }];
  return [
    ...(['prometheus', 'loki'] as const).map((type) =>
      check(`Grafana has a data source for ${NAMES[type]}`, ...parts(judgeDataSources(seen, [type]))),
    ),
    check(DASHBOARD_IS_THERE, ...parts(judgeDashboard(seen))),
  ];
}

/** With a clock that is off, the last minutes of a graph lie outside its time range: Grafana seems empty. */
async function checkClocks(api: ApiServer, prometheus: Prometheus | null): Promise<Check[]> {
  const aheadMs = await nodesAheadMs(api, AbortSignal.timeout(30_000));
  if (prometheus) aheadMs.set('Prometheus', await prometheusAheadMs(prometheus));
  const expected = `this machine, Prometheus and every node within ${seconds(CLOCK_TOLERANCE_MS).text}`;
  if (aheadMs.size === 0)
    return [{ name: CLOCKS_AGREE, passed: null, expected, actual: 'no clock could be read' }];
  return [check(CLOCKS_AGREE, ...parts(judgeClocks(aheadMs, expected)))];
}

const CPU_METRICS = 'the CPU metrics that the HPA reads (metrics.k8s.io)';

async function checkCpuMetrics(api: ApiServer): Promise<Check[]> {
  const expected = `served, averaged over ${LONG_WINDOW_SECONDS} s at most`;
  try {
    const { server, windowSeconds } = await readCpuMetrics({ api, namespace: WORKLOAD.namespace });
    const actual = `served by ${server}${windowSeconds > 0 ? `, averaged over ${windowSeconds} s` : ''}`;
    const remedy = `the HPA ignores pods younger than that: start the load ${Math.ceil(windowSeconds / 60)} minutes after the pods, and longer (/cpu-load?seconds=600); or let metrics-server serve them`;
    return [check(CPU_METRICS, windowSeconds <= LONG_WINDOW_SECONDS, { expected, actual, remedy })];
  } catch (err) {
    if (!(err instanceof ApiError)) throw err;
    const actual = `nobody serves them (${err.message})`;
    return [
      check(CPU_METRICS, false, { expected, actual, remedy: 'install metrics-server; npm run up does' }),
    ];
  }
}

async function podsOf(api: ApiServer): Promise<V1Pod[]> {
  const { items } = await api.get<{ items: V1Pod[] }>(`/api/v1/namespaces/${WORKLOAD.namespace}/pods`, {
    labelSelector: WORKLOAD.podSelector,
  });
  return items.filter(({ status }) => status?.phase === 'Running');
}
