import { describe, expect, test } from 'vitest';
import { checkEverything } from '../../observability/check/check.ts';
import type { Finding } from '../../observability/check/finding.ts';
import { lineOf } from '../../observability/check/print.ts';
import { apiServerOf, POD, type World, wholeWorld } from './stand-in-stack.ts';

const nowhere = { prometheus: null, loki: null, grafana: null };

async function findings(change: (world: World) => void = () => {}): Promise<Finding[]> {
  const world = wholeWorld();
  change(world);
  return checkEverything(await apiServerOf(world), nowhere, {});
}

test.concurrent('a cluster with the stack of this project lacks nothing', async () => {
  const all = await findings();

  expect(all.filter(({ state }) => state !== 'there')).toEqual([]);
  expect(all.map(({ what }) => what)).toEqual([
    'Prometheus',
    'Loki',
    'Grafana',
    'Prometheus scrapes the pods',
    'kube-state-metrics, scraped with honor_labels',
    "Loki has the pods' lines",
    'Grafana has a data source for Prometheus',
    'Grafana has a data source for Loki',
    'Grafana has the dashboard',
    'the clocks agree',
    'the CPU metrics that the HPA reads (metrics.k8s.io)',
  ]);
  expect(all.map(lineOf).join('\n')).toContain(
    'ok       Prometheus: service monitoring/prometheus:9090, version 3.13.3',
  );
});

interface Case {
  readonly what: string;
  readonly change: (world: World) => void;
  readonly seen: string;
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
        seen: 'no Service in this cluster looks like one',
        remedy: 'npm run up -- --monitoring',
      },
    ],
    [
      'a Prometheus that may not look into the namespace',
      {
        what: 'Prometheus scrapes the pods',
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
        what: 'Prometheus scrapes the pods',
        change: (world) => {
          noTargets(world);
          world.podMonitors = [];
        },
        seen: '0 of 2: there is no PodMonitor',
        remedy: 'kubectl apply -k observability/operator/',
      },
    ],
    [
      'a label `release` that nobody selects',
      {
        what: 'Prometheus scrapes the pods',
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
        what: 'Prometheus scrapes the pods',
        change: (world) => {
          noTargets(world);
          world.droppedPods = [POD];
        },
        seen: 'it has found them, and its rules drop them',
        remedy: 'a job for annotated pods',
      },
    ],
    [
      'a pod that cannot be reached',
      {
        what: 'Prometheus scrapes the pods',
        change: ({ targets }) =>
          void Object.assign(targets[0] ?? {}, { health: 'down', lastError: 'context deadline exceeded' }),
        seen: `1 of 2; ${POD}: context deadline exceeded`,
        remedy: 'NetworkPolicy',
      },
    ],
    [
      'series without the labels that the dashboard asks for',
      {
        what: 'Prometheus scrapes the pods',
        change: ({ targets }) => {
          for (const target of targets) target.labels = { kubernetes_pod_name: target.pod };
        },
        seen: 'no labels namespace and pod (they have kubernetes_pod_name)',
        remedy: 'relabel __meta_kubernetes_namespace',
      },
    ],
    [
      'no pods of ours',
      {
        what: 'Prometheus scrapes the pods',
        change: (world) => {
          world.pods = [];
        },
        seen: 'there is no pod of the service',
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
        seen: 'no series of it',
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
        seen: 'exported_pod',
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
        seen: 'no lines at all',
        remedy: 'log collector',
      },
    ],
    [
      'a log collector with labels of its own',
      {
        what: "Loki has the pods' lines",
        change: (world) => {
          world.lokiLines = [{ labels: { kubernetes_pod_name: POD }, text: '{}' }];
        },
        seen: 'its streams are labelled kubernetes_pod_name',
        remedy: 'namespace, pod and container',
      },
    ],
    [
      'no data source for Loki',
      {
        what: 'Grafana has a data source for Loki',
        change: ({ dataSources }) => void dataSources.pop(),
        seen: 'none of that type',
        remedy: 'npm run monitoring -- install --grafana',
      },
    ],
    [
      'no dashboard',
      {
        what: 'Grafana has the dashboard',
        change: (world) => {
          world.dashboards = [];
        },
        seen: 'ignored in silence',
        remedy: 'npm run monitoring -- install --grafana',
      },
    ],
    [
      'a node whose clock is wrong',
      {
        what: 'the clocks agree',
        change: ({ clockAheadSeconds }) => {
          clockAheadSeconds.nodes['node-1'] = -90;
        },
        seen: 'node-1 is 90 s behind this machine',
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
        seen: 'Prometheus is 60 s ahead of this machine',
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
    const finding = (await findings(change)).find((each) => each.what === what);

    expect(finding).toMatchObject({ state: 'missing', seen: expect.stringContaining(seen) });
    expect(finding?.remedy).toContain(remedy);
    expect(lineOf(finding as Finding)).toMatch(/^MISSING {2}.*\n {9}-> /);
  });
});

describe.concurrent('does not call missing what it could not see:', () => {
  test('a Grafana that wants a login', async () => {
    const all = await findings((world) => {
      world.needsLogin = true;
    });

    expect(all.filter(({ state }) => state === 'unknown')).toMatchObject([
      { seen: 'it wants a login', remedy: expect.stringContaining('GRAFANA_PASSWORD') },
    ]);
    expect(all.filter(({ state }) => state === 'missing')).toEqual([]);
  });

  test('a pod that has written nothing for an hour', async () => {
    const all = await findings(({ lokiLines }) => void lokiLines.pop());

    expect(all.find(({ what }) => what.startsWith('Loki has'))).toMatchObject({ state: 'unknown' });
  });
});
