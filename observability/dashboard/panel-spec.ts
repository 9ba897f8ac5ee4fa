/** What the panels are made of, whatever Grafana calls it. */

export type Colour = 'red' | 'orange' | 'blue' | 'purple';

export interface Query {
  readonly expr: string;
  readonly legend: string;
  /** What is measured is a line; what it is held against is a dashed one of its own colour. */
  readonly dashed?: Colour;
  /** Of a line that is no pod's: by itself it would get the colour of its place in the order. */
  readonly colour?: 'green';
  /** Drawn, and not named: the legend has its pod already. */
  readonly isUnnamed?: true;
}

interface PanelBase {
  readonly title: string;
  readonly english: string;
  readonly korean: string;
  readonly unit: string;
  /** In 24ths of the screen. */
  readonly width: number;
  readonly queries: readonly Query[];
}

/** One figure, to be read from the last row. */
export interface Stat extends PanelBase {
  readonly kind: 'stat';
  /** What is large: the figure with the name of its series, or that name alone. */
  readonly shows: 'value and name' | 'name' | 'value';
  /** Stands there when there is nothing to show. */
  readonly otherwise: string;
  /** From where on the figure is orange, and red. */
  readonly thresholds?: readonly [orange: number, red: number];
}

/** Curves over time; with `stacked` one upon the other. */
export interface Chart extends PanelBase {
  readonly kind: 'chart';
  readonly stacked?: true;
}

/** Single moments rather than curves. */
export interface Points extends PanelBase {
  readonly kind: 'points';
}

/** A bar for each series, coloured by its state. */
export interface States extends PanelBase {
  readonly kind: 'states';
  readonly states: readonly { readonly value: number; readonly text: string; readonly colour: string }[];
}

export type PanelSpec = Stat | Chart | Points | States;
