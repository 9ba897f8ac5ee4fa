/** The panels with Grafana's settings: only those that Grafana 9.5 knows. */

import { LegendDisplayMode, type Panel, SortOrder, StackingMode, TooltipDisplayMode } from '@grafana/schema';
import { type Chart, type PanelSpec, paragraphs, type Query, type Stat, type States } from './panel-spec.ts';
import { POD_COLOURS } from './pod-colours.ts';

export const PROMETHEUS = { type: 'prometheus', uid: '$datasource' };

/** Narrower panels have no room for a legend. Their pods have the same colours as in the wide panels. */
const WIDE = 12;

export interface Position {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export function grafanaPanel(spec: PanelSpec, id: number, { x, y, height }: Position): Panel {
  return {
    id,
    title: spec.title,
    description: paragraphs(spec.description),
    datasource: PROMETHEUS,
    gridPos: { x, y, w: spec.width, h: height },
    targets: spec.queries.map(({ expr, legend }, index) => ({
      refId: refId(index),
      datasource: PROMETHEUS,
      expr,
      legendFormat: legend,
      interval: '$scrape_interval',
      // A stat needs one value: that of the end of the time range.
      ...(spec.kind === 'stat' ? { instant: true, range: false } : { range: true }),
    })),
    ...(spec.kind === 'stat' ? stat(spec) : spec.kind === 'states' ? states(spec) : chart(spec)),
  } as Panel;
}

function stat({ shows, unit, otherwise, thresholds = [] }: Stat): Partial<Panel> {
  const [orange, red] = thresholds;
  const steps = [
    { color: 'text', value: null },
    ...(orange === undefined ? [] : [{ color: 'orange', value: orange }]),
    ...(red === undefined ? [] : [{ color: 'red', value: red }]),
  ];
  return {
    type: 'stat',
    options: {
      reduceOptions: { values: false, calcs: ['lastNotNull'], fields: '' },
      orientation: 'auto',
      textMode: shows,
      colorMode: 'value',
      graphMode: 'none',
      justifyMode: 'center',
    },
    fieldConfig: {
      defaults: {
        unit,
        noValue: otherwise,
        color: { mode: 'thresholds' },
        thresholds: { mode: 'absolute', steps },
        ...(unit === 'percentunit' && { decimals: 0 }),
      },
      overrides: [],
    },
  } as Partial<Panel>;
}

function states(spec: States): Partial<Panel> {
  const options = spec.states.map(({ value, text, color }, index) => [value, { index, text, color }]);
  return {
    type: 'state-timeline',
    options: {
      mergeValues: true,
      showValue: 'auto',
      alignValue: 'left',
      rowHeight: 0.85,
      legend: { displayMode: LegendDisplayMode.List, placement: 'bottom', showLegend: true },
      tooltip: { mode: TooltipDisplayMode.Single, sort: SortOrder.None },
    },
    fieldConfig: {
      defaults: {
        mappings: [{ type: 'value', options: Object.fromEntries(options) }],
        color: { mode: 'thresholds' },
        thresholds: { mode: 'absolute', steps: [{ color: 'text', value: null }] },
        custom: { lineWidth: 0, fillOpacity: 85, spanNulls: false },
      },
      overrides: [],
    },
  } as Partial<Panel>;
}

function chart({ style, width, unit, queries }: Chart): Partial<Panel> {
  const isStacked = style === 'stacked';
  const isPoints = style === 'points';
  const hasLegend = width >= WIDE;
  const hasPods = queries.some(({ legend }) => legend.includes('{{short}}'));
  return {
    type: 'timeseries',
    options: {
      legend: {
        displayMode: hasLegend ? LegendDisplayMode.List : LegendDisplayMode.Hidden,
        placement: 'bottom',
        showLegend: hasLegend,
        calcs: [],
      },
      tooltip: { mode: TooltipDisplayMode.Multi, sort: SortOrder.Descending },
    },
    fieldConfig: {
      defaults: {
        unit,
        min: 0,
        ...(isPoints && { max: 3 }),
        ...(unit === 'none' && { decimals: 0 }),
        color: { mode: 'palette-classic' },
        custom: {
          drawStyle: isPoints ? 'points' : 'line',
          pointSize: isPoints ? 12 : 5,
          showPoints: isPoints ? 'always' : 'never',
          lineWidth: 2,
          fillOpacity: isStacked ? 60 : 10,
          // A late scrape leaves no gap in a line; a process that is gone does.
          spanNulls: 12_000,
          stacking: { mode: isStacked ? StackingMode.Normal : StackingMode.None, group: 'A' },
        },
      },
      overrides: [
        // A later override wins. The pods come first: "limit" has five characters, too.
        ...(hasPods ? POD_COLOURS : []).map(({ pattern, colour }) =>
          override('byRegexp', pattern, fixedColor(colour)),
        ),
        ...forEach('colour', (colour) => [fixedColor(colour)]),
        ...forEach('dashed', (colour) => [fixedColor(colour), ...DASHED]),
        ...forEach('isUnnamed', () => [UNNAMED]),
      ],
    },
  } as Partial<Panel>;

  /** An override for each query that has this key. */
  function forEach<Key extends keyof Query>(
    key: Key,
    properties: (value: NonNullable<Query[Key]>) => Property[],
  ) {
    return queries.flatMap((query, index) => {
      const value = query[key];
      return value === undefined ? [] : [override('byFrameRefID', refId(index), ...properties(value))];
    });
  }
}

interface Property {
  readonly id: string;
  readonly value: unknown;
}

function override(matcher: string, options: string, ...properties: Property[]) {
  return { matcher: { id: matcher, options }, properties };
}

function fixedColor(fixedColor: string): Property {
  return { id: 'color', value: { mode: 'fixed', fixedColor } };
}

const DASHED: readonly Property[] = [
  { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 6] } },
  { id: 'custom.lineWidth', value: 1 },
  { id: 'custom.fillOpacity', value: 0 },
  { id: 'custom.stacking', value: { mode: StackingMode.None, group: 'B' } },
];

const UNNAMED: Property = { id: 'custom.hideFrom', value: { legend: true, tooltip: false, viz: false } };

function refId(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}
