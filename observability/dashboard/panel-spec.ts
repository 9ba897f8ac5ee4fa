/** The content of the panels, without Grafana's settings. */

import { shortened } from './queries.ts';

export interface Query {
  readonly expr: string;
  readonly legend: string;
  /** A dashed line of this colour: a limit or a target, beside the measured lines. */
  readonly dashed?: 'red' | 'orange' | 'blue' | 'purple';
  /** For a line of no single pod. Without it Grafana gives the line the colour of its position. */
  readonly colour?: 'green';
  /** Not in the legend, which has the pod already. */
  readonly isUnnamed?: true;
}

/** A series for each pod. The legend ends in the short name of the pod, which also gives the colour. */
export function eachPod(expr: string, legend = '', look: Pick<Query, 'dashed' | 'isUnnamed'> = {}): Query {
  return { expr: shortened(expr), legend: `${legend} {{short}}`.trimStart(), ...look };
}

interface PanelBase {
  readonly title: string;
  /** English and Korean, a line each. */
  readonly description: string;
  readonly unit: string;
  /** In 24ths of the screen. */
  readonly width: number;
  readonly queries: readonly Query[];
}

/** A number that people can read from the last row of a classroom. */
export interface Stat extends PanelBase {
  readonly kind: 'stat';
  /** Large: the value with the name of its series, or the name alone. */
  readonly shows: 'value_and_name' | 'name';
  /** Shown without a value. */
  readonly otherwise: string;
  /** The values from which the number is orange, and red. */
  readonly thresholds?: readonly [orange?: number, red?: number];
}

/** Lines over time; stacked, or single points. */
export interface Chart extends PanelBase {
  readonly kind: 'chart';
  readonly style?: 'stacked' | 'points';
}

/** A bar for each series, coloured by its state. */
export interface States extends PanelBase {
  readonly kind: 'states';
  readonly states: readonly { readonly value: number; readonly text: string; readonly color: string }[];
}

export type PanelSpec = Stat | Chart | States;

/** Of a panel with English and Korean on a line each: two paragraphs. */
export function paragraphs(description: string): string {
  return description.trim().split(/\n\s*/).join('\n\n');
}
