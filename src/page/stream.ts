import type { Look } from './colours.ts';
import { byId, create, fitCanvas, LOSS_PATHS, SHAPE_PATHS, shapeIcon } from './dom.ts';
import type { Cell, Model, Second } from './model.ts';
import { outlineOf, type Paint } from './paint.ts';
import { markOf } from './pod.ts';
import type { Words } from './words.ts';

const NOBODY_LANE_PX = 34;
const KEEP_ALIVE_LANE_PX = 26;
const AXIS_PX = 18;
/** Of a loss on the keep-alive band. */
const LOSS_MARK_PX = 13;
const LANE_GAP_PX = 6;
/** Steps, so that the marks do not change their size with every second. */
const CAPACITIES = [2, 4, 6, 9, 12, 16, 20, 25, 30, 42] as const;

interface Lane {
  readonly key: string;
  readonly kind: 'pod' | 'nobody' | 'keep-alive';
  readonly top: number;
  readonly height: number;
}

/** The wall of requests: a lane for each pod and one for nobody, a column for each second, a mark for each request. */
export class Stream {
  readonly #canvas = byId<HTMLCanvasElement>('stream');
  readonly #names = byId('lane-names');
  /** In which order pods came. */
  readonly #order: string[] = [];
  readonly #shapes = new Map<string, Path2D>();
  #namesShown = '';

  draw(view: {
    model: Model;
    nowMs: number;
    looks: ReadonlyMap<string, Look>;
    words: Words;
    paint: Paint;
    rate: number;
    keepAlive: boolean;
  }): void {
    const { model, nowMs, looks, words, paint } = view;
    const width = this.#canvas.clientWidth;
    const columnPx = Math.max(15, Math.min(32, width / 45));
    const columns = Math.max(1, Math.floor(width / columnPx));
    const newest = Math.floor(nowMs / 1000);
    const seconds = model.seconds.filter(({ second }) => second > newest - columns && second <= newest);
    const lanes = this.#layOut(model, seconds, view.keepAlive);
    const bottom = lanes.at(-1);
    const height = (bottom ? bottom.top + bottom.height : 0) + AXIS_PX;
    const { context } = fitCanvas(this.#canvas, height);
    this.#name(lanes, model, looks, words);

    const right = width - columnPx * 0.2;
    const left = (second: number) => right - (newest - second + 1) * columnPx;
    this.#drawGrid(context, lanes, width, paint);
    for (const each of seconds)
      if (each.lost > 0) {
        context.fillStyle = paint.lossBand;
        context.fillRect(Math.floor(left(each.second)), 0, Math.ceil(columnPx), height - AXIS_PX);
      }
    // One size in every lane, so that heights can be compared.
    const cellPx = Math.min(
      ...lanes
        .filter(({ kind }) => kind !== 'keep-alive')
        .map((lane) => cellSize(columnPx, lane.height, capacity(lane, seconds, view.rate))),
    );
    for (const lane of lanes) {
      if (lane.kind === 'keep-alive') {
        this.#drawConnection(context, lane, seconds, left, columnPx, looks, paint);
        continue;
      }
      for (const second of seconds) {
        const place = { x: left(second.second), columnPx, cellPx, lane };
        this.#drawCells(context, cellsOf(lane, second), place, looks, paint);
      }
      if (lane.kind === 'pod') this.#drawStates(context, lane, seconds, left, columnPx, paint);
    }
    this.#drawAxis(context, height, columns, left, newest, paint, words);
    this.#describe(seconds, columns, words);
  }

  #layOut(model: Model, seconds: readonly Second[], keepAlive: boolean): Lane[] {
    const visible = new Set(model.pods.map(({ name }) => name));
    let hasKeepAlive = keepAlive;
    for (const { cells } of seconds)
      for (const { pod, lane } of cells) {
        if (lane === 'keep-alive') hasKeepAlive = true;
        else if (pod !== null) visible.add(pod);
      }
    for (const name of visible) if (!this.#order.includes(name)) this.#order.push(name);
    const pods = this.#order.filter((name) => visible.has(name));
    const podPx = Math.max(22, Math.min(window.innerWidth >= 1800 ? 60 : 48, 300 / Math.max(1, pods.length)));
    const lanes: Lane[] = [];
    let top = 0;
    const add = (key: string, kind: Lane['kind'], height: number) => {
      lanes.push({ key, kind, top, height });
      top += height + LANE_GAP_PX;
    };
    for (const name of pods) add(name, 'pod', podPx);
    if (pods.length === 0) add('', 'pod', podPx);
    add('nobody', 'nobody', NOBODY_LANE_PX);
    if (hasKeepAlive) add('keep-alive', 'keep-alive', KEEP_ALIVE_LANE_PX);
    return lanes;
  }

  /** Names stand beside the canvas as text, so that they can be read at any size. */
  #name(lanes: readonly Lane[], model: Model, looks: ReadonlyMap<string, Look>, words: Words): void {
    const described = lanes.map((lane) => {
      const pod = lane.kind === 'pod' ? model.pod(lane.key) : undefined;
      const text =
        lane.kind === 'pod'
          ? markOf(lane.key)
          : words.fixed[lane.kind === 'nobody' ? 'nobody' : 'keepAliveRow'];
      const state = lane.kind !== 'pod' ? lane.kind : !pod ? 'gone' : pod.presence;
      return { lane, text: text ?? '', state, version: pod?.answer.version };
    });
    const shown = JSON.stringify([described, [...looks.keys()]]);
    if (shown === this.#namesShown) return;
    this.#namesShown = shown;
    this.#names.replaceChildren(
      ...described.map(({ lane, text, state, version }) => {
        const name = create('div', { className: `lane-name ${state}` }, create('span', { text }));
        const look = version === undefined ? undefined : looks.get(version);
        if (look) name.prepend(shapeIcon(look.shape, look.colour));
        name.style.top = `${lane.top}px`;
        name.style.height = `${lane.height}px`;
        return name;
      }),
    );
  }

  #drawGrid(context: CanvasRenderingContext2D, lanes: readonly Lane[], width: number, paint: Paint): void {
    context.strokeStyle = paint.line;
    context.lineWidth = 1;
    context.beginPath();
    for (const { top, height } of lanes) {
      const y = Math.round(top + height) + 0.5;
      context.moveTo(0, y);
      context.lineTo(width, y);
    }
    context.stroke();
  }

  #drawCells(
    context: CanvasRenderingContext2D,
    cells: readonly Cell[],
    place: { x: number; columnPx: number; cellPx: number; lane: Lane },
    looks: ReadonlyMap<string, Look>,
    paint: Paint,
  ): void {
    const { x, columnPx, cellPx, lane } = place;
    const perRow = Math.max(1, Math.floor((columnPx - 1) / cellPx));
    const inset = (columnPx - perRow * cellPx) / 2;
    for (const [index, cell] of cells.entries()) {
      const cellX = x + inset + (index % perRow) * cellPx;
      const cellY = lane.top + lane.height - 1 - (Math.floor(index / perRow) + 1) * cellPx;
      this.#drawCell(context, cell, cellX, cellY, cellPx, looks, paint);
    }
  }

  #drawCell(
    context: CanvasRenderingContext2D,
    cell: Cell,
    x: number,
    y: number,
    cellPx: number,
    looks: ReadonlyMap<string, Look>,
    paint: Paint,
  ): void {
    const markPx = cellPx - 1.2;
    context.save();
    context.translate(x + 0.6, y + 0.6);
    context.scale(markPx / 10, markPx / 10);
    if (cell.loss) {
      context.fillStyle = paint.loss;
      context.fillRect(-0.6, -0.6, 11.2, 11.2);
      context.strokeStyle = paint.paper;
      context.lineWidth = 1.7;
      context.stroke(this.#path(LOSS_PATHS[cell.loss]));
    } else {
      const look = looks.get(cell.version ?? '');
      const shape = this.#path(SHAPE_PATHS[look?.shape ?? 'square']);
      context.fillStyle = look?.colour ?? paint.quiet;
      context.fill(shape);
      context.strokeStyle = outlineOf(look?.colour ?? paint.quiet, paint);
      context.lineWidth = 0.9;
      context.stroke(shape);
    }
    context.restore();
  }

  /** A bar under the seconds in which a fault was active; an arrow where the pod came back restarted. */
  #drawStates(
    context: CanvasRenderingContext2D,
    lane: Lane,
    seconds: readonly Second[],
    left: (second: number) => number,
    columnPx: number,
    paint: Paint,
  ): void {
    context.font = `700 14px ${paint.font}`;
    context.textAlign = 'center';
    context.textBaseline = 'top';
    let isFaulty = false;
    for (const each of seconds) {
      const { cells, faulty, restarted, second } = each;
      // In a second in which it was not asked, it is as it was before.
      const said = cells.some(({ pod, loss }) => pod === lane.key && loss === null);
      if (said) isFaulty = faulty.has(lane.key);
      context.fillStyle = paint.fault;
      const wasSeen =
        said || cells.some(({ pod }) => pod === lane.key) || isSeenAfter(lane.key, second, seconds);
      if (isFaulty && wasSeen) context.fillRect(left(second), lane.top + lane.height + 1, columnPx, 3);
      context.fillStyle = paint.ink;
      if (restarted.has(lane.key)) context.fillText('↻', left(second) + columnPx / 2, lane.top);
    }
  }

  /** One connection: a band that bears the name of the pod it stays with. */
  #drawConnection(
    context: CanvasRenderingContext2D,
    lane: Lane,
    seconds: readonly Second[],
    left: (second: number) => number,
    columnPx: number,
    looks: ReadonlyMap<string, Look>,
    paint: Paint,
  ): void {
    const bandPx = 15;
    const y = lane.top + (lane.height - bandPx) / 2;
    const stays: { pod: string; from: number; to: number }[] = [];
    let stay: { pod: string; from: number; to: number } | undefined;
    const lost: { cell: Cell; x: number }[] = [];
    for (const { second, cells } of seconds) {
      const mine = cells.filter((cell) => cell.lane === 'keep-alive');
      const partPx = columnPx / Math.max(1, mine.length);
      for (const [index, cell] of mine.entries()) {
        const x = left(second) + index * partPx;
        if (cell.loss || cell.pod === null) {
          stay = undefined;
          lost.push({ cell, x });
          context.fillStyle = paint.loss;
          context.fillRect(x, y, Math.max(partPx, 2), bandPx);
          continue;
        }
        if (stay?.pod !== cell.pod || x - stay.to > columnPx * 1.5) {
          stay = { pod: cell.pod, from: x + 1.5, to: x + 1.5 };
          stays.push(stay);
        }
        context.fillStyle = looks.get(cell.version ?? '')?.colour ?? paint.quiet;
        context.globalAlpha = 0.3;
        context.fillRect(stay.to, y, x + partPx - stay.to, bandPx);
        context.globalAlpha = 1;
        context.fillRect(stay.to, y + bandPx - 3, x + partPx - stay.to, 3);
        stay.to = x + partPx;
      }
    }
    let markedTo = Number.NEGATIVE_INFINITY;
    for (const { cell, x } of lost) {
      if (x < markedTo) continue;
      this.#drawCell(context, cell, x, y + 1, LOSS_MARK_PX, looks, paint);
      markedTo = x + LOSS_MARK_PX + 2;
    }
    context.font = `600 11px ${paint.font}`;
    context.fillStyle = paint.ink;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    for (const { pod, from, to } of stays) {
      const name = markOf(pod);
      if (context.measureText(name).width + 8 <= to - from)
        context.fillText(name, from + 5, y + bandPx / 2 - 1);
    }
  }

  #drawAxis(
    context: CanvasRenderingContext2D,
    height: number,
    columns: number,
    left: (second: number) => number,
    newest: number,
    paint: Paint,
    words: Words,
  ): void {
    context.fillStyle = paint.quiet;
    context.font = `11px ${paint.font}`;
    context.textBaseline = 'bottom';
    context.textAlign = 'right';
    context.fillText(words.fixed.now ?? '', left(newest + 1), height - 1);
    context.textAlign = 'left';
    for (let ago = 15; ago < columns; ago += 15) {
      if (left(newest - ago) < 0) break;
      context.fillText(words.secondsAgo(ago), left(newest - ago), height - 1);
    }
  }

  #describe(seconds: readonly Second[], columns: number, words: Words): void {
    const lost = seconds.reduce((sum, each) => sum + each.lost, 0);
    const sent = seconds.reduce((sum, each) => sum + each.cells.length, 0);
    const label = words.streamLabel(columns, sent - lost, lost);
    if (this.#canvas.getAttribute('aria-label') !== label) this.#canvas.setAttribute('aria-label', label);
  }

  #path(data: string): Path2D {
    let path = this.#shapes.get(data);
    if (!path) {
      path = new Path2D(data);
      this.#shapes.set(data, path);
    }
    return path;
  }
}

function isSeenAfter(pod: string, second: number, seconds: readonly Second[]): boolean {
  return seconds.some((each) => each.second > second && each.cells.some((cell) => cell.pod === pod));
}

/** A failure that a pod answered stands in that pod's lane; one that nobody answered in nobody's. */
function cellsOf(lane: Lane, { cells }: Second): Cell[] {
  return cells.filter((cell) => {
    if (cell.lane === 'keep-alive') return false;
    return lane.kind === 'nobody' ? cell.pod === null : cell.pod === lane.key;
  });
}

function capacity(lane: Lane, seconds: readonly Second[], rate: number): number {
  let most = lane.kind === 'nobody' ? rate / 3 : rate / 2;
  for (const second of seconds) most = Math.max(most, cellsOf(lane, second).length);
  return CAPACITIES.find((each) => each >= most) ?? most;
}

/** The largest square of which `capacity` fit into a column of a lane. */
function cellSize(columnPx: number, lanePx: number, capacity: number): number {
  const most = Math.min(12, lanePx - 2);
  for (let size = most; size > 3; size -= 0.25)
    if (Math.floor((columnPx - 1) / size) * Math.floor((lanePx - 2) / size) >= capacity) return size;
  return 3;
}
