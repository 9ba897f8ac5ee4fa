/** Panels as Grafana has them since 9.5: nothing in here that it does not know. */

import { LegendDisplayMode, type Panel, SortOrder, StackingMode, TooltipDisplayMode } from '@grafana/schema';
import type { Colour, PanelSpec } from './panel-spec.ts';
import { POD_COLOURS } from './pod-colours.ts';

const PROMETHEUS = { type: 'prometheus', uid: '$datasource' };

/** Narrower panels have no room for a legend: their pods have the colours of the others. */
const WIDE = 12;

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export function grafanaPanel(spec: PanelSpec, id: number, { x, y, height }: Place): Panel {
  return {
    id,
    title: spec.title,
    description: `${spec.english}\n\n${spec.korean}`,
    datasource: PROMETHEUS,
    gridPos: { x, y, w: spec.width, h: height },
    targets: spec.queries.map((query, index) => ({
      refId: refId(index),
      datasource: PROMETHEUS,
      expr: query.expr,
      legendFormat: query.legend,
      interval: '$scrape_interval',
      // A figure is asked for once, at the end of the time shown.
      ...(spec.kind === 'stat' ? { instant: true, range: false } : { range: true }),
    })),
    ...appearance(spec),
  } as Panel;
}

function appearance(spec: PanelSpec): Partial<Panel> {
  switch (spec.kind) {
    case 'stat':
      return stat(spec);
    case 'states':
      return states(spec);
    default:
      return curves(spec);
  }
}

function stat(spec: PanelSpec & { kind: 'stat' }): Partial<Panel> {
  const [orange, red] = spec.thresholds ?? [];
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
      textMode: spec.shows.replaceAll(' ', '_'),
      colorMode: 'value',
      graphMode: 'none',
      justifyMode: 'center',
    },
    fieldConfig: {
      defaults: {
        unit: spec.unit,
        noValue: spec.otherwise,
        color: { mode: 'thresholds' },
        thresholds: { mode: 'absolute', steps },
        ...(spec.unit === 'percentunit' && { decimals: 0 }),
      },
      overrides: [],
    },
  } as Partial<Panel>;
}

function states(spec: PanelSpec & { kind: 'states' }): Partial<Panel> {
  const options = spec.states.map(({ value, text, colour }, index) => [
    value,
    { index, text, color: colour },
  ]);
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

function curves(spec: PanelSpec & { kind: 'chart' | 'points' }): Partial<Panel> {
  const isStacked = spec.kind === 'chart' && spec.stacked === true;
  const isPoints = spec.kind === 'points';
  const hasLegend = spec.width >= WIDE;
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
        unit: spec.unit,
        min: 0,
        ...(isPoints && { max: 3 }),
        ...(spec.unit === 'none' && { decimals: 0 }),
        color: { mode: 'palette-classic' },
        custom: {
          drawStyle: isPoints ? 'points' : 'line',
          pointSize: isPoints ? 12 : 5,
          showPoints: isPoints ? 'always' : 'never',
          lineWidth: 2,
          fillOpacity: isStacked ? 60 : 10,
          // A scrape that is late is no gap; a process that is gone is one.
          spanNulls: 12_000,
          stacking: { mode: isStacked ? StackingMode.Normal : StackingMode.None, group: 'A' },
        },
      },
      overrides: [
        ...(spec.queries.some(({ legend }) => legend.includes('{{short}}')) ? POD_COLOURS : []).map(
          ({ pattern, colour }) => coloured('byRegexp', pattern, colour),
        ),
        // Of two that match the later one counts: "limit" has five characters too.
        ...spec.queries.flatMap((query, index) =>
          query.colour ? [coloured('byFrameRefID', refId(index), query.colour)] : [],
        ),
        ...spec.queries.flatMap((query, index) => (query.dashed ? [dashed(query.dashed, index)] : [])),
        ...spec.queries.flatMap((query, index) => (query.isUnnamed ? [unnamed(index)] : [])),
      ],
    },
  } as Partial<Panel>;
}

function coloured(matcher: string, options: string, colour: string) {
  return {
    matcher: { id: matcher, options },
    properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: colour } }],
  };
}

function dashed(colour: Colour, index: number) {
  const override = coloured('byFrameRefID', refId(index), colour);
  return {
    ...override,
    properties: [
      ...override.properties,
      { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 6] } },
      { id: 'custom.lineWidth', value: 1 },
      { id: 'custom.fillOpacity', value: 0 },
      { id: 'custom.stacking', value: { mode: StackingMode.None, group: 'B' } },
    ],
  };
}

function unnamed(index: number) {
  return {
    matcher: { id: 'byFrameRefID', options: refId(index) },
    properties: [{ id: 'custom.hideFrom', value: { legend: true, tooltip: false, viz: false } }],
  };
}

function refId(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}
