import {
  type AnnotationQuery,
  type Dashboard,
  DashboardCursorSync,
  GraphDrawStyle,
  LegendDisplayMode,
  LogsDedupStrategy,
  LogsSortOrder,
  type Panel,
  SortOrder,
  StackingMode,
  TooltipDisplayMode,
  type VariableModel,
  VariableRefresh,
} from '@grafana/schema';
import { type Chart, LOGS, MARKS, type Query, ROWS } from './panels.ts';
import { WORKLOAD } from './workload.ts';

const PROMETHEUS = { type: 'prometheus', uid: '$datasource' };
const LOKI = { type: 'loki', uid: '$loki' };

/** Three rows of charts and the log fill a screen of 1080 lines without scrolling. */
const ROW_HEIGHT = 6;
const LOG_HEIGHT = 7;

/** What the target of the Prometheus data source's annotations adds to the schema's. */
type PrometheusAnnotation = AnnotationQuery & {
  readonly titleFormat: string;
  readonly tagKeys: string;
  readonly useValueForTime: boolean;
};

const charts = ROWS.flatMap((row, rowIndex) =>
  row.map((chart, index) => ({
    chart,
    x: row.slice(0, index).reduce((sum, { width }) => sum + width, 0),
    y: rowIndex * ROW_HEIGHT,
  })),
);

export const dashboard: Dashboard = {
  uid: WORKLOAD.name,
  title: WORKLOAD.name,
  description:
    'Traffic, replicas, CPU, memory, rollout and log of the service, from top to bottom as a lesson goes.',
  tags: ['kubernetes', WORKLOAD.name],
  schemaVersion: 42,
  editable: true,
  graphTooltip: DashboardCursorSync.Crosshair,
  time: { from: 'now-15m', to: 'now' },
  refresh: '5s',
  timezone: 'browser',
  templating: { list: variables() },
  annotations: { list: MARKS.map(annotation) },
  panels: [
    ...charts.map(({ chart, x, y }, index) => chartPanel(chart, index + 1, x, y)),
    logPanel(charts.length + 1, ROWS.length * ROW_HEIGHT),
  ],
};

function variables(): VariableModel[] {
  return [
    { name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' },
    { name: 'loki', label: 'Loki', type: 'datasource', query: 'loki' },
    {
      name: 'namespace',
      label: 'Namespace',
      type: 'query',
      datasource: PROMETHEUS,
      query: { refId: 'namespace', query: 'label_values(app_info, namespace)' },
      refresh: VariableRefresh.onTimeRangeChanged,
    },
    {
      name: 'pod',
      label: 'Pod',
      type: 'query',
      datasource: PROMETHEUS,
      query: { refId: 'pod', query: 'label_values(app_info{namespace=~"$namespace"}, pod)' },
      refresh: VariableRefresh.onTimeRangeChanged,
      multi: true,
      includeAll: true,
      allValue: WORKLOAD.podRegex,
      current: { text: 'All', value: '$__all' },
    },
    {
      // Rates look at four scrapes: with the data source's own guess of 15 s or more a lesson would be a blur.
      name: 'scrape_interval',
      label: 'Scraped every',
      type: 'custom',
      query: '5s,10s,15s,30s,1m',
      current: { text: '5s', value: '5s' },
    },
  ];
}

function annotation(mark: (typeof MARKS)[number]): PrometheusAnnotation {
  return {
    name: mark.name,
    datasource: PROMETHEUS,
    enable: true,
    iconColor: mark.color,
    target: {
      refId: 'Anno',
      expr: mark.expr,
      interval: '$scrape_interval',
    } as AnnotationQuery['target'] & {},
    titleFormat: mark.title,
    tagKeys: mark.tags,
    useValueForTime: mark.valueIsTheTime,
  };
}

function chartPanel(chart: Chart, id: number, x: number, y: number): Panel {
  return {
    id,
    type: 'timeseries',
    title: chart.title,
    description: `${chart.english}\n\n${chart.korean}`,
    datasource: PROMETHEUS,
    gridPos: { x, y, w: chart.width, h: ROW_HEIGHT },
    targets: chart.queries.map((query, index) => ({
      refId: refId(index),
      datasource: PROMETHEUS,
      expr: query.expr,
      legendFormat: query.legend,
      interval: '$scrape_interval',
      range: true,
    })),
    options: {
      legend: { displayMode: LegendDisplayMode.List, placement: 'bottom', showLegend: true, calcs: [] },
      tooltip: { mode: TooltipDisplayMode.Multi, sort: SortOrder.Descending },
    },
    fieldConfig: {
      defaults: {
        unit: chart.unit,
        min: 0,
        ...(chart.unit === 'none' && { decimals: 0 }),
        custom: {
          drawStyle: GraphDrawStyle.Line,
          lineWidth: 1,
          fillOpacity: chart.stacked ? 60 : 10,
          stacking: { mode: chart.stacked ? StackingMode.Normal : StackingMode.None, group: 'A' },
        },
      },
      overrides: chart.queries.flatMap((query, index) => (query.dashed ? [dashed(query, index)] : [])),
    },
  };
}

function dashed({ dashed: color }: Query, index: number) {
  return {
    matcher: { id: 'byFrameRefID', options: refId(index) },
    properties: [
      { id: 'color', value: { mode: 'fixed', fixedColor: color } },
      { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 6] } },
      { id: 'custom.fillOpacity', value: 0 },
      { id: 'custom.stacking', value: { mode: StackingMode.None, group: 'B' } },
    ],
  };
}

function logPanel(id: number, y: number): Panel {
  return {
    id,
    type: 'logs',
    title: LOGS.title,
    description: `${LOGS.english}\n\n${LOGS.korean}`,
    datasource: LOKI,
    gridPos: { x: 0, y, w: 24, h: LOG_HEIGHT },
    targets: [{ refId: 'A', datasource: LOKI, expr: LOGS.expr, queryType: 'range' }],
    options: {
      showTime: true,
      showLabels: false,
      showCommonLabels: false,
      showLogContextToggle: true,
      wrapLogMessage: false,
      prettifyLogMessage: false,
      enableLogDetails: true,
      dedupStrategy: LogsDedupStrategy.none,
      sortOrder: LogsSortOrder.Descending,
    },
  };
}

function refId(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}
