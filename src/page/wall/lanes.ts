import type { Second, SentRequest } from '../state/history.ts';

export interface Lane {
  readonly key: string;
  readonly kind: 'pod' | 'nobody' | 'keep-alive';
  readonly top: number;
  readonly height: number;
}

/** How large things are drawn: at a desk, or to be read from the last row. */
export interface Measures {
  readonly columnPx: number;
  readonly largestMarkPx: number;
  readonly lanePx: (pods: number) => number;
  /** Lanes of pods that have their place kept, so that nothing jumps when pods come. */
  readonly reservedLanes: number;
  readonly nobodyPx: number;
  readonly keepAlivePx: number;
  readonly axisPx: number;
  readonly axisFontPx: number;
  readonly gapPx: number;
}

/** Steps, so that the marks do not change their size with every second. */
const CAPACITIES = [2, 4, 6, 9, 12, 16, 20, 25, 30, 42] as const;
/** The HPA's most, as the manifest has it. */
const LANES_RESERVED = 4;

export function deskMeasures(widthPx: number, isLarge: boolean): Measures {
  return {
    columnPx: Math.max(15, Math.min(32, widthPx / 45)),
    largestMarkPx: 12,
    lanePx: (pods) => Math.max(22, Math.min(isLarge ? 60 : 48, 300 / Math.max(1, pods))),
    reservedLanes: 1,
    nobodyPx: 34,
    keepAlivePx: 26,
    axisPx: 18,
    axisFontPx: 11,
    gapPx: 6,
  };
}

/** @param heightPx of the whole wall, which the lanes share */
export function presentMeasures(widthPx: number, heightPx: number, hasKeepAlive: boolean): Measures {
  const [nobodyPx, keepAlivePx, axisPx, gapPx] = [112, hasKeepAlive ? 48 : 0, 34, 10];
  return {
    columnPx: Math.max(50, widthPx / 21),
    largestMarkPx: 26,
    lanePx: (pods) => {
      const lanes = Math.max(LANES_RESERVED, pods);
      const room = heightPx - nobodyPx - axisPx - gapPx * (lanes + 2) - (hasKeepAlive ? keepAlivePx : 0);
      return Math.max(40, room / lanes);
    },
    reservedLanes: LANES_RESERVED,
    nobodyPx,
    keepAlivePx,
    axisPx,
    axisFontPx: 24,
    gapPx,
  };
}

export function layOut(pods: readonly string[], hasKeepAlive: boolean, measures: Measures): Lane[] {
  const lanes: Lane[] = [];
  let top = 0;
  const add = (key: string, kind: Lane['kind'], height: number) => {
    lanes.push({ key, kind, top, height });
    top += height + measures.gapPx;
  };
  const lanePx = measures.lanePx(pods.length);
  for (const name of pods) add(name, 'pod', lanePx);
  top += Math.max(0, measures.reservedLanes - pods.length) * (lanePx + measures.gapPx);
  add('nobody', 'nobody', measures.nobodyPx);
  if (hasKeepAlive) add('keep-alive', 'keep-alive', measures.keepAlivePx);
  return lanes;
}

/** A failure that a pod answered stands in that pod's lane; one that nobody answered in nobody's. */
export function cellsOf(lane: Lane, { requests }: Second): SentRequest[] {
  return requests.filter((cell) => {
    if (cell.lane === 'keep-alive') return false;
    return lane.kind === 'nobody' ? cell.pod === null : cell.pod === lane.key;
  });
}

/** One size in every lane, so that heights can be compared. */
export function markSize(
  lanes: readonly Lane[],
  seconds: readonly Second[],
  rate: number,
  measures: Measures,
): number {
  const sizes = lanes
    .filter(({ kind }) => kind !== 'keep-alive')
    .map((lane) => largestFit(measures, lane.height, capacity(lane, seconds, rate)));
  return Math.min(...sizes);
}

function capacity(lane: Lane, seconds: readonly Second[], rate: number): number {
  let most = lane.kind === 'nobody' ? rate / 3 : rate / 2;
  for (const second of seconds) most = Math.max(most, cellsOf(lane, second).length);
  return CAPACITIES.find((each) => each >= most) ?? most;
}

/** The largest square of which `capacity` fit into a column of a lane. */
function largestFit({ columnPx, largestMarkPx }: Measures, lanePx: number, capacity: number): number {
  const most = Math.min(largestMarkPx, lanePx - 2);
  for (let size = most; size > 3; size -= 0.25)
    if (Math.floor((columnPx - 1) / size) * Math.floor((lanePx - 2) / size) >= capacity) return size;
  return 3;
}
