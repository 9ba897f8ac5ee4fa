import { existsSync, readdirSync } from 'node:fs';
import type { Panel } from '@grafana/schema';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { dashboard } from '../../observability/dashboard/dashboard.ts';
import { renderFiles } from '../../observability/generated-files.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import { complaintsAbout } from '../k8s/api-schema.ts';
import {
  containerOf,
  find,
  kubectlIsMissing,
  type Manifest,
  readManifests,
  renderManifests,
} from '../k8s/manifests.ts';
import podMonitorSchema from './fixtures/podmonitors.json' with { type: 'json' };
import prometheusRuleSchema from './fixtures/prometheusrules.json' with { type: 'json' };
import {
  alertRules,
  clusterQueries,
  ownQueries,
  panels,
  readProjectFile,
  shippedDashboard,
} from './shipped-files.ts';

const forOperator = readManifests('observability/operator');
const deployment = find(readManifests('k8s'), 'Deployment');

describe('the generated files', () => {
  test.each(Object.entries(renderFiles()))('%s is what its source says', (path, content) => {
    expect(readProjectFile(path)).toBe(content);
  });

  test('a fork points the alerts at its own runbooks', () => {
    const text = renderFiles('https://example.org/docs/runbooks')['observability/operator/alerts.yaml'];

    expect(text).toContain('runbook_url: https://example.org/docs/runbooks/pod-near-memory-limit.md');
  });

  test('k8s/ itself has nothing that needs an operator', () => {
    expect(readManifests('k8s').map(({ apiVersion }) => apiVersion)).not.toContain(
      'monitoring.coreos.com/v1',
    );
  });
});

describe('the operator takes', () => {
  test.each([
    ['PodMonitor', podMonitorSchema],
    ['PrometheusRule', prometheusRuleSchema],
  ])('the %s, unknown fields refused', (kind, { openAPIV3Schema }) => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(closed(openAPIV3Schema));

    expect([validate(find(forOperator, kind)), validate.errors]).toEqual([true, null]);
    const misspelt = { ...find(forOperator, kind), spec: { ...find(forOperator, kind).spec, selektor: {} } };
    expect(validate(misspelt)).toBe(false);
  });
});

describe.skipIf(kubectlIsMissing)('kubectl apply -k observability/operator/', () => {
  const sent = kubectlIsMissing ? [] : renderManifests('observability/operator');
  const [configMap] = sent.filter(({ kind }) => kind === 'ConfigMap');
  const { data = {}, metadata } = configMap as unknown as {
    data?: Record<string, string>;
    metadata: Manifest['metadata'] & { labels: Record<string, string> };
  };

  test('sends the dashboard as a ConfigMap that the API server takes and the sidecar finds', () => {
    expect(sent.map(({ kind, metadata: { name, namespace } }) => `${kind} ${namespace}/${name}`)).toEqual([
      'ConfigMap default/app-1-2-2-1-dashboard',
      'PodMonitor default/app-1-2-2-1',
      'PrometheusRule default/app-1-2-2-1',
    ]);
    expect(configMap && complaintsAbout(configMap)).toEqual([]);
    expect(metadata.labels).toEqual({ app: '1.2.2.1', grafana_dashboard: '1' });
    // A ConfigMap holds 1 MiB. `kubectl apply` keeps a copy in an annotation, which holds 256 KiB.
    expect(JSON.stringify(configMap).length).toBeLessThan(200_000);
  });

  test('and Grafana of the stack of this project loads the same', () => {
    const [own] = renderManifests('observability').filter(({ metadata: { name } }) =>
      name.startsWith('grafana-dashboard-'),
    ) as unknown as { data: Record<string, string> }[];

    expect(Object.keys(data)).toEqual([`${WORKLOAD.name}.json`]);
    expect(JSON.parse(data[`${WORKLOAD.name}.json`] ?? '')).toEqual(JSON.parse(JSON.stringify(dashboard)));
    expect(own?.data).toEqual(data);
  });

  test('sends the PodMonitor and the alerts as they lie there', () => {
    expect(sent.filter(({ kind }) => kind !== 'ConfigMap')).toEqual(
      ['PodMonitor', 'PrometheusRule'].map((kind) => find(forOperator, kind)),
    );
  });
});

describe('what is scraped', () => {
  const container = containerOf(deployment);
  const [endpoint] = find(forOperator, 'PodMonitor').spec.podMetricsEndpoints;

  test('the PodMonitor selects the pods of the Deployment, in its namespace, at the port it names', () => {
    const { labels } = deployment.spec.template.metadata;

    expect(labels).toMatchObject(find(forOperator, 'PodMonitor').spec.selector.matchLabels);
    expect(find(forOperator, 'PodMonitor').metadata.namespace).toBe(deployment.metadata.namespace);
    expect(container.ports.map((port: { name: string }) => port.name)).toContain(endpoint.port);
  });

  test("the pods' annotations say the same to a Prometheus without the operator", () => {
    const { annotations } = deployment.spec.template.metadata;
    const port = container.ports.find((each: { name: string }) => each.name === endpoint.port);

    expect(annotations).toMatchObject({
      'prometheus.io/scrape': 'true',
      'prometheus.io/port': String(port.containerPort),
      'prometheus.io/path': endpoint.path,
    });
  });

  test('the names in the queries are those of the workload', () => {
    expect(WORKLOAD).toMatchObject({
      name: deployment.metadata.name,
      namespace: deployment.metadata.namespace,
      container: container.name,
    });
    expect(find(readManifests('k8s'), 'HorizontalPodAutoscaler').metadata.name).toBe(WORKLOAD.name);
    const { ports, selector } = find(readManifests('k8s'), 'Service').spec;
    expect(ports[0].nodePort).toBe(WORKLOAD.nodePort);
    expect(selector).toEqual(WORKLOAD.podLabels);
    expect(WORKLOAD.podSelector).toBe(`app=${selector.app}`);
    expect(`${deployment.metadata.name}-7d9f8b6c5d-x2x4z`).toMatch(new RegExp(`^${WORKLOAD.podRegex}$`));
  });
});

describe('the dashboard', () => {
  const shipped = shippedDashboard();

  test('says that it is made for Grafana 9.5', () => {
    expect(shipped.schemaVersion).toBe(38);
  });

  test('has no panels that overlap or leave a gap, and the overview on the first screen', () => {
    const all = (shipped.panels ?? []) as Panel[];
    const cells = all.flatMap(({ gridPos }) => {
      const { x, y, w, h } = gridPos ?? { x: 0, y: 0, w: 0, h: 0 };
      return Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`);
    });
    const details = all.find(({ type }) => type === 'row');

    expect(new Set(cells).size).toBe(cells.length);
    expect(cells.length).toBe(24 * Math.max(...all.map(({ gridPos: p }) => (p?.y ?? 0) + (p?.h ?? 0))));
    // A grid unit is 38 pixels. The bars of the browser and of Grafana take the rest of the 1080 pixels.
    expect((details?.gridPos?.y ?? 0) * 38).toBeLessThanOrEqual(900);
  });

  test('has its panels in order: which pod, when, how far, what did it log; then the details', () => {
    const byPlace = panels.toSorted(
      (a, b) => (a.gridPos?.y ?? 0) - (b.gridPos?.y ?? 0) || (a.gridPos?.x ?? 0) - (b.gridPos?.x ?? 0),
    );

    expect(byPlace.map(({ title }) => title?.split(/[:(]/)[0]?.trim())).toEqual([
      'Which pod? How far?',
      'When?',
      'Why?',
      'Ready now',
      'When',
      'How far',
      'What did it say? The log of the chosen pods',
      'Requests by pod and version',
      'Errors',
      'Latency',
      'CPU by pod',
      'Replicas',
      'CPU throttling',
      'Starts and restarts',
      'Rollout',
    ]);
  });

  test('has annotations for old and new Grafana: the query twice, and a step that is no variable', () => {
    for (const mark of (shipped.annotations?.list ?? []) as unknown as Record<string, unknown>[]) {
      expect(mark.target).toMatchObject({ expr: mark.expr, interval: '5s' });
      expect(mark.step).toBe('5s');
    }
  });

  test('the menu of intervals has its options written out', () => {
    const variable = shipped.templating?.list?.find(({ name }) => name === 'scrape_interval');

    expect(variable?.options?.map(({ value }) => value)).toEqual(['5s', '10s', '15s', '30s', '1m']);
  });

  test('gives a pod the same colour in every chart, and every pod one', () => {
    const coloured = panels.filter(
      ({ type, targets }) => type === 'timeseries' && JSON.stringify(targets).includes('{{short}}'),
    );
    const colours = coloured.map(({ fieldConfig }) =>
      (fieldConfig?.overrides ?? []).filter(({ matcher }) => matcher.id === 'byRegexp'),
    );
    const matching = (name: string) =>
      (colours[0] ?? []).filter(({ matcher }) => new RegExp(String(matcher.options).slice(1, -1)).test(name));

    expect(coloured.length).toBeGreaterThan(5);
    for (const each of colours) expect(each).toEqual(colours[0]);
    expect(new Set(colours[0]?.map(({ properties }) => JSON.stringify(properties))).size).toBe(27);
    for (const character of 'bcdfghjklmnpqrstvwxz2456789') {
      expect(matching(`1.0.0 x2x4${character}`)).toHaveLength(1);
      expect(matching(`x2x4${character}`)).toEqual(matching(`1.0.0 x2x4${character}`));
    }
  });

  test('names the lines of reference first, and no more than the pods after them', () => {
    for (const { title, type, targets } of panels) {
      if (type !== 'timeseries') continue;
      const isPod = (targets ?? []).map(({ legendFormat }) => String(legendFormat).includes('{{'));
      expect([title, isPod]).toEqual([title, isPod.toSorted((a, b) => Number(a) - Number(b))]);
    }
    const narrow = panels.filter(({ type, gridPos }) => type === 'timeseries' && (gridPos?.w ?? 0) < 12);
    expect(
      narrow.map(({ options }) => (options as { legend: { showLegend: boolean } }).legend.showLegend),
    ).toEqual(narrow.map(() => false));
  });

  test.each(panels.map((panel) => [panel.title, panel] as const))(
    'describes "%s" in English and Korean',
    (_, panel) => {
      const [english = '', korean = ''] = (panel.description ?? '').split('\n\n');

      expect(english).toMatch(/^[\x20-\x7e]{40,}$/);
      expect(korean).toMatch(/[가-힣]/);
      expect(korean.length).toBeGreaterThan(30);
    },
  );

  test('has something to show in every chart without kube-state-metrics and cAdvisor', () => {
    const charts = panels
      .filter(({ type }) => type === 'timeseries' || type === 'state-timeline')
      .map(({ title }) => title);

    expect(charts).toHaveLength(10);
    const withFallback = clusterQueries.filter(({ expr }) => / or sum\(max by \(.*\) \(app_/.test(expr));
    const shown = [...ownQueries, ...withFallback].map(({ panel }) => panel);
    expect(new Set(shown.filter((title) => charts.includes(title)))).toEqual(new Set(charts));
  });

  test('queries the chosen data source, and names none by its uid', () => {
    const sources = panels.flatMap((panel) => [
      panel.datasource,
      ...(panel.targets ?? []).map((each) => each.datasource),
    ]);

    expect(new Set(sources.map((source) => (source as { uid: string }).uid))).toEqual(
      new Set(['$datasource', '$loki']),
    );
  });
});

describe('the alerts', () => {
  test.each(alertRules.map(({ alert, annotations }) => [alert, annotations] as const))(
    '%s has a runbook that speaks of it',
    (alert, annotations) => {
      expect(annotations.runbook_url).toBe(`docs/runbooks/${runbookFile(alert)}`);
      expect(readProjectFile(annotations.runbook_url ?? '')).toContain(`# ${alert}\n`);
    },
  );

  test('there is no runbook without an alert', () => {
    const files = readdirSync(new URL('../../docs/runbooks', import.meta.url));

    expect(files.toSorted()).toEqual(alertRules.map(({ alert }) => runbookFile(alert)).toSorted());
    expect(existsSync(new URL('../../docs/monitoring.md', import.meta.url))).toBe(true);
  });
});

/** `PodNearMemoryLimit` -> `pod-near-memory-limit.md` */
function runbookFile(alert: string): string {
  return `${alert.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase()}.md`;
}

/** Refuses unknown fields, as the API server does with strict field validation. */
function closed(schema: unknown): object {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema as never;
  const entries = Object.entries(schema)
    // The patterns are regular expressions of Go.
    .filter(([key, value]) => key !== 'pattern' || typeof value !== 'string')
    .map(([key, value]) => [key, closed(value)]);
  const copy = Object.fromEntries(entries);
  // The definition does not contain the fields of `metadata`.
  if ('properties' in schema && typeof schema.properties === 'object') copy.additionalProperties ??= false;
  return copy;
}
