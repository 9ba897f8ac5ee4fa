import { describe, expect, test } from 'vitest';
import type { Check } from '../../drills/timeline.ts';
import { english, sayIn } from '../../messages/say.ts';
import { checkEverything, lineOf } from '../../observability/check/check.ts';
import { apiServerOf, POD, wholeWorld, type World } from '../support/stack/fake-stack.ts';
import { wordsLeft } from '../support/words-left.ts';

/** What Prometheus and the API server say keeps their own words. */
const WORDS_OF_OTHERS = /context deadline exceeded|not found/u;

const nowhere = { prometheus: null, loki: null, grafana: null };

async function findings(change: (world: World) => void = () => {}): Promise<Check<string>[]> {
  const world = wholeWorld();
  change(world);
  const found = await checkEverything(await apiServerOf(world), nowhere, {});
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

test.concurrent('a cluster with the stack of this project lacks nothing', async () => {
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

interface Case {
  readonly what: string;
  readonly change: (world: World) => void;
  readonly seen: string | RegExp;
  readonly remedy: string;
}

const noTargets = (world: World) => {
  world.targets = [];
};

describe.concurrent('names what is missing, and what to do:', () => {
  const cases: [string, Case][] = [
    [
      'no stack at all',
      {
        what: 'Prometheus',
        change: (world) => {
          world.services = [];
        },
        seen: 'there is no Prometheus',
        remedy: 'npm run up -- --monitoring',
      },
    ],
    [
      'a Prometheus that may not look into the namespace',
      {
        what: 'Prometheus scrapes every pod',
        change: (world) => {
          noTargets(world);
          world.readableNamespaces = ['monitoring'];
        },
        seen: 'monitoring/prometheus-k8s may not list pods in the namespace default',
        remedy: '--serviceaccount monitoring:prometheus-k8s',
      },
    ],
    [
      'an operator without our PodMonitor',
      {
        what: 'Prometheus scrapes every pod',
        change: (world) => {
          noTargets(world);
          world.podMonitors = [];
        },
        seen: 'there is no PodMonitor',
        remedy: 'kubectl apply -k observability/operator/',
      },
    ],
    [
      'a label `release` that nobody selects',
      {
        what: 'Prometheus scrapes every pod',
        change: (world) => {
          noTargets(world);
          world.podMonitors = [{ name: 'app-1-2-2-1', labels: { release: 'kube-prometheus-stack' } }];
          world.podMonitorSelector = { release: 'monitoring' };
        },
        seen: 'takes only PodMonitors that are labelled release=monitoring',
        remedy: '--overwrite release=monitoring',
      },
    ],
    [
      'pods that are found and dropped',
      {
        what: 'Prometheus scrapes every pod',
        change: (world) => {
          noTargets(world);
          world.droppedPods = [POD];
        },
        seen: `${POD} is not scraped: it is found, but no scrape configuration keeps it`,
        remedy: 'the annotations prometheus.io/scrape',
      },
    ],
    [
      'a pod that cannot be reached',
      {
        what: 'Prometheus scrapes every pod',
        change: ({ targets }) =>
          void Object.assign(targets[0] ?? {}, { health: 'down', lastError: 'context deadline exceeded' }),
        seen: `${POD} is not scraped: context deadline exceeded`,
        remedy: 'NetworkPolicy',
      },
    ],
    [
      'series without the labels that the dashboard asks for',
      {
        what: 'Prometheus scrapes every pod',
        change: ({ targets }) => {
          for (const target of targets) target.labels = { kubernetes_pod_name: target.pod };
        },
        seen: `not as namespace="default", pod="${POD}": wrong labels {"kubernetes_pod_name":"${POD}"}`,
        remedy: 'relabel __meta_kubernetes_namespace',
      },
    ],
    [
      'no pods of ours',
      {
        what: 'Prometheus scrapes every pod',
        change: (world) => {
          world.pods = [];
        },
        seen: '0 pods by service monitoring/prometheus:9090',
        remedy: 'npm run up',
      },
    ],
    [
      'no kube-state-metrics',
      {
        what: 'kube-state-metrics, scraped with honor_labels',
        change: (world) => {
          world.podInfo = [];
        },
        seen: 'kube-state-metrics is not scraped',
        remedy: 'npm run up -- --monitoring',
      },
    ],
    [
      'kube-state-metrics without honor_labels',
      {
        what: 'kube-state-metrics, scraped with honor_labels',
        change: (world) => {
          world.podInfo = [{ pod: 'kube-state-metrics-0', exported_pod: POD }];
        },
        seen: `wrong labels: exported_pod="${POD}"`,
        remedy: 'honor_labels: true',
      },
    ],
    [
      'a Loki that gets nothing',
      {
        what: "Loki has the pods' lines",
        change: (world) => {
          world.lokiLines = [];
        },
        seen: 'no log collector: service monitoring/loki:3100 holds no line of anybody',
        remedy: 'look at its DaemonSet',
      },
    ],
    [
      'a log collector with labels of its own',
      {
        what: "Loki has the pods' lines",
        change: (world) => {
          world.lokiLines = [{ labels: { kubernetes_pod_name: POD }, text: `{"pod":"${POD}"}` }];
        },
        seen: `wrong labels: the lines are there, but not under {namespace="default", container="app-1-2-2-1"}: {"kubernetes_pod_name":"${POD}"}`,
        remedy: 'namespace, pod and container',
      },
    ],
    [
      'no data source for Loki',
      {
        what: 'Grafana has a data source for Loki',
        change: ({ dataSources }) => void dataSources.pop(),
        seen: 'no data source of type loki',
        remedy: 'npm run monitoring -- install --grafana URL offers to add Loki',
      },
    ],
    [
      'a data source that has nothing of this workload',
      {
        what: 'Grafana has a data source for Loki',
        change: (world) => {
          world.lokiLines = [];
        },
        seen: 'Loki: has nothing of this workload',
        remedy: 'Save & test',
      },
    ],
    [
      'no dashboard',
      {
        what: 'the dashboard is in Grafana',
        change: (world) => {
          world.dashboards = [];
        },
        seen: 'the dashboard is missing in service monitoring/grafana:3000',
        remedy: 'npm run monitoring -- install --grafana URL puts it there',
      },
    ],
    [
      'a node whose clock is wrong',
      {
        what: 'the clocks agree',
        change: ({ clockAheadSeconds }) => {
          clockAheadSeconds.nodes['node-1'] = -90;
        },
        seen: /^node-1 is (89\.[5-9]|90\.\d) s behind this machine/,
        remedy: 'chronyc makestep',
      },
    ],
    [
      'a Prometheus whose clock is wrong',
      {
        what: 'the clocks agree',
        change: ({ clockAheadSeconds }) => {
          clockAheadSeconds.prometheus = 60;
        },
        seen: /Prometheus (59\.[5-9]|60\.\d) s ahead of it$/,
        remedy: 'chronyc makestep',
      },
    ],
    [
      'prometheus-adapter in the place of metrics-server',
      {
        what: 'the CPU metrics that the HPA reads (metrics.k8s.io)',
        change: (world) => {
          world.metricsServer = { name: 'prometheus-adapter', window: '5m0s' };
        },
        seen: 'served by prometheus-adapter, averaged over 300 s',
        remedy: '5 minutes after the pods',
      },
    ],
    [
      'nobody who serves CPU metrics',
      {
        what: 'the CPU metrics that the HPA reads (metrics.k8s.io)',
        change: (world) => {
          world.metricsServer = null;
        },
        seen: 'nobody serves them',
        remedy: 'install metrics-server',
      },
    ],
  ];

  test.each(cases)('%s', async (_, { what, change, seen, remedy }) => {
    const found = (await findings(change)).find(({ name }) => name === what);

    const actual = typeof seen === 'string' ? expect.stringContaining(seen) : expect.stringMatching(seen);
    expect(found).toMatchObject({ passed: false, actual });
    expect(found?.remedy).toContain(remedy);
    expect(lineIn('en', found as Check<string>)).toMatch(/^MISSING {2}.*\n {9}-> /);
  });
});

describe.concurrent('does not call missing what it could not see:', () => {
  test('a Grafana that wants a login', async () => {
    const all = await findings((world) => {
      world.needsLogin = true;
    });

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
