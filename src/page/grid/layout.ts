import type { RequestRecord, Second } from '../state/history.ts';
import type { Model } from '../state/model.ts';
import type { Preferences } from '../state/preferences.ts';
import type { VersionStyle } from '../state/version-style.ts';
import type { Words } from '../words/words.ts';
import type { ThemeColors } from './theme-colors.ts';

export interface GridView {
  readonly model: Model;
  readonly nowMs: number;
  /** At the right edge: now, or a moment in the past. */
  readonly untilMs: number;
  readonly styles: ReadonlyMap<string, VersionStyle>;
  readonly colors: ThemeColors;
  readonly words: Pick<Words, 'say' | 'secondsAgo'>;
  readonly preferences: Pick<Preferences, 'ratePerSecond' | 'keepAlive'>;
  readonly isPresenting: boolean;
  clock(atMs: number): string;
}

/** What one drawing is made of. */
export interface Frame extends GridView {
  readonly context: CanvasRenderingContext2D;
  readonly rows: readonly GridRow[];
  readonly seconds: readonly Second[];
  readonly measures: Measures;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly columns: number;
  /** The second at the right edge. */
  readonly newest: number;
  /** Where a second's column begins. */
  left(second: number): number;
}

export interface GridRow {
  readonly key: string;
  readonly kind: 'pod' | 'no-pod' | 'keep-alive';
  readonly topPx: number;
  readonly heightPx: number;
}

/** How large things are drawn: at a desk, or to be read from the last row. */
export interface Measures {
  readonly columnPx: number;
  readonly largestMarkPx: number;
  readonly podRowPx: (pods: number) => number;
  /** Rows that keep their place, so that nothing jumps when pods come. */
  readonly reservedRows: number;
  readonly noPodRowPx: number;
  readonly keepAliveRowPx: number;
  readonly axisPx: number;
  readonly axisFontPx: number;
  readonly gapPx: number;
}

/** Marks change their size in steps, not with every second. */
const CAPACITIES = [2, 4, 6, 9, 12, 16, 20, 25, 30, 42] as const;
/** The manifest's maxReplicas. */
const PRESENTED_ROWS = 4;

export function deskMeasures(widthPx: number, isLarge: boolean): Measures {
  return {
    columnPx: Math.max(15, Math.min(32, widthPx / 45)),
    largestMarkPx: 12,
    podRowPx: (pods) => Math.max(22, Math.min(isLarge ? 60 : 48, 300 / Math.max(1, pods))),
    reservedRows: 1,
    noPodRowPx: 34,
    keepAliveRowPx: 26,
    axisPx: 18,
    axisFontPx: 11,
    gapPx: 6,
  };
}

/** @param heightPx of the whole grid, which the rows share */
export function presentMeasures(widthPx: number, heightPx: number, hasKeepAlive: boolean): Measures {
  const [noPodRowPx, keepAliveRowPx, axisPx, gapPx] = [112, hasKeepAlive ? 48 : 0, 34, 10];
  return {
    columnPx: Math.max(50, widthPx / 21),
    largestMarkPx: 26,
    podRowPx: (pods) => {
      const rows = Math.max(PRESENTED_ROWS, pods);
      const freePx = heightPx - noPodRowPx - keepAliveRowPx - axisPx - gapPx * (rows + 2);
      return Math.max(40, freePx / rows);
    },
    reservedRows: PRESENTED_ROWS,
    noPodRowPx,
    keepAliveRowPx,
    axisPx,
    axisFontPx: 24,
    gapPx,
  };
}

export function layOutRows(pods: readonly string[], hasKeepAlive: boolean, measures: Measures): GridRow[] {
  const rows: GridRow[] = [];
  let topPx = 0;
  const add = (key: string, kind: GridRow['kind'], heightPx: number) => {
    rows.push({ key, kind, topPx, heightPx });
    topPx += heightPx + measures.gapPx;
  };
  const podRowPx = measures.podRowPx(pods.length);
  for (const name of pods) add(name, 'pod', podRowPx);
  topPx += Math.max(0, measures.reservedRows - pods.length) * (podRowPx + measures.gapPx);
  add('no-pod', 'no-pod', measures.noPodRowPx);
  if (hasKeepAlive) add('keep-alive', 'keep-alive', measures.keepAliveRowPx);
  return rows;
}

/** A failure that a pod answered stands in that pod's row; one without an answer in the row "no pod". */
export function requestsOf(row: GridRow, { requests }: Second): RequestRecord[] {
  return requests.filter(({ lane, pod }) => {
    if (lane === 'keep-alive') return false;
    return row.kind === 'no-pod' ? pod === null : pod === row.key;
  });
}

/** One size in every row, so that heights can be compared. */
export function markSizePx(
  rows: readonly GridRow[],
  seconds: readonly Second[],
  rate: number,
  measures: Measures,
): number {
  const sizes = rows
    .filter(({ kind }) => kind !== 'keep-alive')
    .map((row) => largestFitPx(measures, row.heightPx, capacityOf(row, seconds, rate)));
  return Math.min(...sizes);
}

function capacityOf(row: GridRow, seconds: readonly Second[], rate: number): number {
  let most = row.kind === 'no-pod' ? rate / 3 : rate / 2;
  for (const second of seconds) most = Math.max(most, requestsOf(row, second).length);
  return CAPACITIES.find((each) => each >= most) ?? most;
}

/** The largest square of which `capacity` fit into a column of a row. */
function largestFitPx({ columnPx, largestMarkPx }: Measures, rowPx: number, capacity: number): number {
  const mostPx = Math.min(largestMarkPx, rowPx - 2);
  for (let sizePx = mostPx; sizePx > 3; sizePx -= 0.25)
    if (Math.floor((columnPx - 1) / sizePx) * Math.floor((rowPx - 2) / sizePx) >= capacity) return sizePx;
  return 3;
}
