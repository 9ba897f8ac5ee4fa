import type { RequestRecord, Second } from '../state/history.ts';
import type { Model } from '../state/model.ts';
import type { Preferences } from '../state/preferences.ts';
import type { VersionStyle } from '../state/version-style.ts';
import type { Words } from '../words/words.ts';
import type { ThemeColors } from './theme-colors.ts';

export interface GridView {
  readonly model: Model;
  readonly nowMs: number;
  /** The moment at the right edge: now, or in the past. */
  readonly untilMs: number;
  readonly styles: ReadonlyMap<string, VersionStyle>;
  readonly colors: ThemeColors;
  readonly words: Words;
  readonly preferences: Readonly<Preferences>;
  readonly isPresenting: boolean;
  clock(atMs: number): string;
}

/** All that one drawing needs. */
export type Frame = ReturnType<typeof layOut> & { readonly context: CanvasRenderingContext2D };

export interface GridRow {
  readonly key: string;
  readonly kind: 'pod' | 'no-pod' | 'keep-alive';
  readonly topPx: number;
  readonly heightPx: number;
}

/** Marks change their size in steps, not every second. */
const CAPACITIES = [2, 4, 6, 9, 12, 16, 20, 25, 30, 42] as const;
/** The manifest's maxReplicas. */
const PRESENTED_ROWS = 4;

/**
 * Rows, columns and sizes of the grid; empty until the canvas has a size.
 * @param podsBefore the order of the last drawing's rows, which stays
 */
export function layOut(view: GridView, canvas: HTMLCanvasElement | null, podsBefore: readonly string[]) {
  const widthPx = canvas?.clientWidth ?? 0;
  /** The second at the right edge. */
  const newest = Math.floor(view.untilMs / 1000);
  const recent = view.model.history.seconds.filter(({ second }) => second <= newest);
  const hasKeepAlive =
    view.preferences.keepAlive || recent.some(({ requests }) => requests.some(isKeepAlive));
  const measures = view.isPresenting
    ? presentMeasures(widthPx, canvas?.closest('#grid')?.clientHeight ?? 0, hasKeepAlive)
    : deskMeasures(widthPx, window.innerWidth >= 1800);
  const columns = Math.max(1, Math.floor(widthPx / measures.columnPx));
  const seconds = recent.filter(({ second }) => second > newest - columns);
  const pods = visiblePods(view.model, seconds, podsBefore);
  const rows = layOutRows(pods, hasKeepAlive, measures);
  const heightPx = Math.max(...rows.map((row) => row.topPx + row.heightPx)) + measures.axisPx;
  const right = widthPx - measures.columnPx * 0.2;
  /** Where a second's column begins. */
  const left = (second: number) => right - (newest - second + 1) * measures.columnPx;
  return { ...view, pods, rows, seconds, measures, widthPx, heightPx, columns, newest, left };
}

export function isKeepAlive({ lane }: RequestRecord): boolean {
  return lane === 'keep-alive';
}

function visiblePods(model: Model, seconds: readonly Second[], before: readonly string[]): readonly string[] {
  const visible = new Set(model.pods.map(({ name }) => name));
  for (const { requests } of seconds)
    for (const { pod, lane } of requests) if (lane === 'fresh' && pod !== null) visible.add(pod);
  return [...new Set([...before.filter((name) => visible.has(name)), ...visible])];
}

/** Sizes for a desk, or for a class that reads from the last row. */
type Measures = ReturnType<typeof deskMeasures>;

function deskMeasures(widthPx: number, isLarge: boolean) {
  return {
    columnPx: Math.max(15, Math.min(32, widthPx / 45)),
    largestMarkPx: 12,
    podRowPx: (pods: number) => Math.max(22, Math.min(isLarge ? 60 : 48, 300 / Math.max(1, pods))),
    /** Rows whose space is kept, so that nothing moves when pods appear. */
    reservedRows: 1,
    noPodRowPx: 34,
    keepAliveRowPx: 26,
    axisPx: 18,
    axisFontPx: 11,
    gapPx: 6,
  };
}

/** @param heightPx of the whole grid, which the rows share */
function presentMeasures(widthPx: number, heightPx: number, hasKeepAlive: boolean): Measures {
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

function layOutRows(pods: readonly string[], hasKeepAlive: boolean, measures: Measures): GridRow[] {
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

/** A failure that a pod answered is in the pod's row, a request without an answer in the row "no pod". */
export function requestsOf(row: GridRow, { requests }: Second): RequestRecord[] {
  const routedTo = row.kind === 'no-pod' ? null : row.key;
  return requests.filter(({ lane, pod }) => lane === 'fresh' && pod === routedTo);
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
