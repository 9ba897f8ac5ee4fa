/** A check for each thing that the monitoring lesson needs of a cluster. */

import type { ApiServer } from '../../drills/cluster/api-server.ts';
import { LONG_WINDOW_SECONDS, readCpuMetrics } from '../../drills/cluster/cpu-metrics.ts';
import { ApiError } from '../../drills/cluster/http.ts';
import type { V1Pod } from '../../drills/cluster/objects.ts';
import { check } from '../../drills/judging/check.ts';
import type { Check, Text } from '../../drills/timeline.ts';
import { message } from '../../messages/all.ts';
import { saidBy } from '../../messages/message.ts';
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
          judged(EVERY_POD_IS_SCRAPED, await checkScraping(api, prometheus, pods)),
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

/** When a question fails, its own check is unknown; the other checks are not affected. */
async function ask(name: Text, question: () => Promise<readonly Check[]>): Promise<readonly Check[]> {
  try {
    return await question();
  } catch (err) {
    const actual = message('stack-check.couldNotBeAsked', { error: saidBy(err) });
    return [{ name, passed: null, expected: message('stack-check.anAnswer'), actual }];
  }
}

function judged(name: Text, { passed, ...finding }: Judged): Check {
  return check(name, passed, finding);
}

function checkFound(kind: StackKind, stack: Stack): Check[] {
  const expected = message('stack-check.thatAnswers', { name: NAMES[kind] });
  const service = stack[kind];
  if (service === null) return [check(NAMES[kind], false, { expected, ...notFound(kind, stack.tried) })];
  const { where, version } = service;
  const actual = version ? message('monitoring.version', { where, version }) : where;
  return [check(NAMES[kind], true, { expected, actual, remedy: '' })];
}

const KUBE_STATE_METRICS = message('stack-check.kubeStateMetrics');

async function checkKubeStateMetrics(prometheus: Prometheus): Promise<Check[]> {
  const series = await prometheus.samples('kube_pod_info', 120);
  const expected = message('stack-check.podInfo');
  const hidden = series.find(({ labels }) => labels.exported_pod !== undefined)?.labels.exported_pod;
  if (hidden !== undefined) return [check(KUBE_STATE_METRICS, false, { expected, ...wrongLabels(hidden) })];
  if (series.length === 0) {
    const states = (await prometheus.samples(ITS_TARGETS, 120)).map(({ samples }) => samples.at(-1)?.[1]);
    return [check(KUBE_STATE_METRICS, false, { expected, ...whyUnknown(states) })];
  }
  const count = new Set(series.map(({ labels }) => labels.pod)).size;
  const actual = message('stack-check.knowsPods', { count });
  return [check(KUBE_STATE_METRICS, true, { expected, actual, remedy: '' })];
}

const LINES = message('stack-check.lines');

/** A query for each pod: Loki limits the lines of one query, and a busy pod writes more in an hour. */
async function checkLines(loki: Loki, pods: readonly V1Pod[]): Promise<Check[]> {
  const toMs = Date.now();
  const fromMs = toMs - LOOK_BACK_MS;
  const { namespace } = WORKLOAD;
  const stream = streamOf(namespace);
  const expected = message('stack-check.linesExpected', { stream });
  const names = pods.map((pod) => pod.metadata?.name ?? '');
  const speaks = await Promise.all(
    names.map(async (name) => (await loki.lines(`${stream} |= "${name}"`, fromMs, toMs, 1)).length > 0),
  );
  const silent = names.filter((_, index) => !speaks[index]);
  const [pod] = silent;
  if (pod === undefined) {
    const actual = message('stack-check.linesOfAll', { count: pods.length });
    return [check(LINES, true, { expected, actual, remedy: '' })];
  }
  // Matches lines of the service only. Other programs log the name of the pod, too.
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
      actual: message('stack-check.linesOfSome', { pods: silent }),
      remedy: message('stack-check.quietPod'),
    },
  ];
}

async function checkGrafana(service: StackService, credentials: GrafanaCredentials): Promise<Check[]> {
  const startedEpochMs = Date.now() - LOOK_BACK_MS;
  const seen = await askGrafana(service, { namespace: WORKLOAD.namespace, credentials, startedEpochMs });
  const unasked = whyNotAsked(seen);
  if (unasked !== null) return [{ ...unasked, name: message('stack-check.grafana'), passed: null }];
  return [
    ...(['prometheus', 'loki'] as const).map((type) =>
      judged(message('stack-check.dataSource', { name: NAMES[type] }), judgeDataSources(seen, [type])),
    ),
    judged(DASHBOARD_IS_THERE, judgeDashboard(seen)),
  ];
}

/** With different clocks, the last minutes are outside the time range of a chart, and Grafana seems empty. */
async function checkClocks(api: ApiServer, prometheus: Prometheus | null): Promise<Check[]> {
  const aheadMs = await nodesAheadMs(api, AbortSignal.timeout(30_000));
  if (prometheus) aheadMs.set('Prometheus', await prometheusAheadMs(prometheus));
  const expected = message('stack-check.clocksExpected', { tolerance: CLOCK_TOLERANCE_MS });
  if (aheadMs.size === 0)
    return [{ name: CLOCKS_AGREE, passed: null, expected, actual: message('stack-check.noClock') }];
  return [judged(CLOCKS_AGREE, judgeClocks(aheadMs, expected))];
}

const CPU_METRICS = message('stack-check.cpuMetrics');

async function checkCpuMetrics(api: ApiServer): Promise<Check[]> {
  const expected = message('stack-check.cpuExpected', { seconds: LONG_WINDOW_SECONDS });
  try {
    const { server, windowSeconds } = await readCpuMetrics({ api, namespace: WORKLOAD.namespace });
    const actual =
      windowSeconds > 0
        ? message('stack-check.cpuAveragedBy', { server, seconds: windowSeconds })
        : message('stack-check.cpuServedBy', { server });
    const remedy = message('stack-check.cpuWindow', { minutes: Math.ceil(windowSeconds / 60) });
    return [check(CPU_METRICS, windowSeconds <= LONG_WINDOW_SECONDS, { expected, actual, remedy })];
  } catch (err) {
    if (!(err instanceof ApiError)) throw err;
    const actual = message('stack-check.cpuNobody', { error: err.said });
    return [check(CPU_METRICS, false, { expected, actual, remedy: message('stack-check.cpuInstall') })];
  }
}

async function podsOf(api: ApiServer): Promise<V1Pod[]> {
  const { items } = await api.get<{ items: V1Pod[] }>(`/api/v1/namespaces/${WORKLOAD.namespace}/pods`, {
    labelSelector: WORKLOAD.podSelector,
  });
  return items.filter(({ status }) => status?.phase === 'Running');
}

/** A check as text, in parts. The remedy has a line of its own. */
export function lineOf({ name, passed, actual, remedy }: Check): Text[] {
  const sign = message(
    passed === null ? 'stack-check.unknown' : passed ? 'stack-check.passed' : 'stack-check.failed',
  );
  return [sign, '  ', name, ': ', actual, ...(remedy === undefined ? [] : ['\n         -> ', remedy])];
}
