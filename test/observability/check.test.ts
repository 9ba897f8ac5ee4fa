import { describe, expect, test } from 'vitest';
import type { Check } from '../../drills/timeline.ts';
import { english, sayIn } from '../../messages/say.ts';
import { checkEverything, lineOf } from '../../observability/check/check.ts';
import { apiServerOf, type MonitoredCluster, monitoredCluster, POD } from '../support/stack/fake-stack.ts';
import { wordsLeft } from '../support/words-left.ts';

/** Answers of Prometheus and of the API server are quoted in English. */
const WORDS_OF_OTHERS = /context deadline exceeded|not found/u;

const nowhere = { prometheus: null, loki: null, grafana: null };

async function findings(change: Row[1] = {}): Promise<Check<string>[]> {
  const cluster = monitoredCluster();
  if (typeof change === 'function') change(cluster);
  else Object.assign(cluster, change);
  const found = await checkEverything(await apiServerOf(cluster), nowhere, {});
  for (const one of found) {
    const korean = lineIn('ko', one).replace(WORDS_OF_OTHERS, '');
    expect(wordsLeft(korean), korean).toEqual([]);
  }
  return found.map(({ name, expected, actual, remedy, ...others }) => ({
    ...others,
    name: english(name),
    expected: english(expected),
    actual: english(actual),
    ...(remedy === undefined ? {} : { remedy: english(remedy) }),
  }));
}

function lineIn(language: 'en' | 'ko', one: Check): string {
  return lineOf(one).map(sayIn(language)).join('');
}

test.concurrent('a cluster with the stack of this project passes every check', async () => {
  const all = await findings();

  expect(all.filter(({ passed }) => passed !== true)).toEqual([]);
  expect(all.map(({ name }) => name)).toEqual([
    'Prometheus',
    'Loki',
    'Grafana',
    'Prometheus scrapes every pod',
    'kube-state-metrics, scraped with honor_labels',
    "Loki has the pods' lines",
    'Grafana has a data source for Prometheus',
    'Grafana has a data source for Loki',
    'the dashboard is in Grafana',
    'the clocks agree',
    'the CPU metrics that the HPA reads (metrics.k8s.io)',
  ]);
  expect(all.map((one) => lineIn('en', one)).join('\n')).toContain(
    'ok       Prometheus: service monitoring/prometheus:9090, version 3.13.3',
  );
});

test.concurrent('says how often the pods are scraped, and when some are scraped twice', async () => {
  const scraping = async (change?: (cluster: MonitoredCluster) => void) =>
    (await findings(change)).find(({ name }) => name === 'Prometheus scrapes every pod')?.actual;

  expect(await scraping()).toMatch(/, every 5 s$/);
  expect(await scraping((cluster) => void cluster.targets.push(...cluster.targets))).toMatch(
    /, every 5 s, some of them twice/,
  );
});

type Row = readonly [
  missing: string,
  change: Partial<MonitoredCluster> | ((cluster: MonitoredCluster) => void),
  seen: string | RegExp,
  remedy: string,
];

const SCRAPED: readonly Row[] = [
  [
    'a Prometheus that may not look into the namespace',
    { targets: [], readableNamespaces: ['monitoring'] },
    'monitoring/prometheus-k8s may not list pods in the namespace default',
    '--serviceaccount monitoring:prometheus-k8s',
  ],
  [
    'an operator without our PodMonitor',
    { targets: [], podMonitors: [] },
    'there is no PodMonitor',
    'kubectl apply -k observability/operator/',
  ],
  [
    'a label `release` that the Prometheus does not select',
    {
      targets: [],
      podMonitors: [{ name: 'app-1-2-2-1', labels: { release: 'kube-prometheus-stack' } }],
      podMonitorSelector: { release: 'monitoring' },
    },
    'takes only PodMonitors that are labelled release=monitoring',
    '--overwrite release=monitoring',
  ],
  [
    'pods that are found and dropped',
    { targets: [], droppedPods: [POD] },
    `${POD} is not scraped: it is found, but no scrape configuration keeps it`,
    'the annotations prometheus.io/scrape',
  ],
  [
    'a pod that cannot be reached',
    ({ targets }) =>
      void Object.assign(targets[0] ?? {}, { health: 'down', lastError: 'context deadline exceeded' }),
    `${POD} is not scraped: context deadline exceeded`,
    'NetworkPolicy',
  ],
  [
    'series without the labels that the dashboard asks for',
    ({ targets }) => {
      for (const target of targets) target.labels = { kubernetes_pod_name: target.pod };
    },
    `not as namespace="default", pod="${POD}": wrong labels {"kubernetes_pod_name":"${POD}"}`,
    'relabel __meta_kubernetes_namespace',
  ],
  ['no pods of ours', { pods: [] }, '0 pods by service monitoring/prometheus:9090', 'npm run up'],
];

const KUBE_STATE_METRICS: readonly Row[] = [
  ['none', { podInfo: [] }, 'kube-state-metrics is not scraped', 'npm run up -- --monitoring'],
  [
    'one without honor_labels',
    { podInfo: [{ pod: 'kube-state-metrics-0', exported_pod: POD }] },
    `wrong labels: exported_pod="${POD}"`,
    'honor_labels: true',
  ],
];

const LINES: readonly Row[] = [
  [
    'a Loki without any line',
    { lokiLines: [] },
    'no log collector: service monitoring/loki:3100 has no lines at all',
    'look at its DaemonSet',
  ],
  [
    'a log collector with labels of its own',
    { lokiLines: [{ labels: { kubernetes_pod_name: POD }, text: `{"pod":"${POD}"}` }] },
    `wrong labels: the lines are there, but not under {namespace="default", container="app-1-2-2-1"}: {"kubernetes_pod_name":"${POD}"}`,
    'namespace, pod and container',
  ],
];

const LOKI_DATA_SOURCE: readonly Row[] = [
  [
    'no data source',
    ({ dataSources }) => void dataSources.pop(),
    'no data source of type loki',
    'npm run monitoring -- install --grafana URL offers to add Loki',
  ],
  [
    'one that has nothing of this workload',
    { lokiLines: [] },
    'Loki: has nothing of this workload',
    'Save & test',
  ],
];

const CLOCKS: readonly Row[] = [
  [
    'a node whose clock is wrong',
    { clockAheadSeconds: { prometheus: 0, nodes: { 'node-1': -90 } } },
    /^node-1 is (89\.[5-9]|90\.\d) s behind this machine/,
    'chronyc makestep',
  ],
  [
    'a Prometheus whose clock is wrong',
    { clockAheadSeconds: { prometheus: 60, nodes: { 'node-1': 0 } } },
    /Prometheus (59\.[5-9]|60\.\d) s ahead of it$/,
    'chronyc makestep',
  ],
];

const CPU_METRICS: readonly Row[] = [
  [
    'prometheus-adapter in the place of metrics-server',
    { metricsServer: { name: 'prometheus-adapter', window: '5m0s' } },
    'served by prometheus-adapter, averaged over 300 s',
    '5 minutes after the pods',
  ],
  ['no server for them', { metricsServer: null }, 'they are not served', 'install metrics-server'],
];

describe.concurrent.each<[string, readonly Row[]]>([
  ['Prometheus', [['none', { services: [] }, 'there is no Prometheus', 'npm run up -- --monitoring']]],
  ['Prometheus scrapes every pod', SCRAPED],
  ['kube-state-metrics, scraped with honor_labels', KUBE_STATE_METRICS],
  ["Loki has the pods' lines", LINES],
  ['Grafana has a data source for Loki', LOKI_DATA_SOURCE],
  [
    'the dashboard is in Grafana',
    [
      [
        'none',
        { dashboards: [] },
        'the dashboard is missing in service monitoring/grafana:3000',
        'npm run monitoring -- install --grafana URL puts it there',
      ],
    ],
  ],
  ['the clocks agree', CLOCKS],
  ['the CPU metrics that the HPA reads (metrics.k8s.io)', CPU_METRICS],
])('the check "%s" names what is missing, and what to do:', (check, rows) => {
  test.each(rows)('%s', async (_, change, seen, remedy) => {
    const found = (await findings(change)).find(({ name }) => name === check);

    const actual = typeof seen === 'string' ? expect.stringContaining(seen) : expect.stringMatching(seen);
    expect(found).toMatchObject({ passed: false, actual });
    expect(found?.remedy).toContain(remedy);
    expect(lineIn('en', found as Check<string>)).toMatch(/^MISSING {2}.*\n {9}-> /);
  });
});

describe.concurrent('does not report as missing what it could not see:', () => {
  test('a Grafana that wants a login', async () => {
    const all = await findings({ needsLogin: true });

    expect(all.filter(({ passed }) => passed === null)).toMatchObject([
      {
        actual: 'service monitoring/grafana:3000 asks for a login: Unauthorized',
        remedy: expect.stringContaining('GRAFANA_PASSWORD'),
      },
    ]);
    expect(all.filter(({ passed }) => passed === false)).toEqual([]);
  });

  test('a pod that has written nothing for an hour', async () => {
    const all = await findings(({ lokiLines }) => void lokiLines.pop());

    expect(all.find(({ name }) => name.startsWith('Loki has'))).toMatchObject({ passed: null });
  });
});
