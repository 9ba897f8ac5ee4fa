import { byId, fitCanvas } from '../dom.ts';
import type { Paint } from '../paint.ts';
import type { Second } from '../state/history.ts';
import type { Model } from '../state/model.ts';
import type { VersionStyle } from '../state/version-style.ts';
import type { Words } from '../words/words.ts';
import { drawBackdrop } from './backdrop.ts';
import { drawConnection } from './connection.ts';
import type { Frame } from './frame.ts';
import { LaneNames } from './lane-names.ts';
import { cellsOf, deskMeasures, layOut, markSize, presentMeasures } from './lanes.ts';
import { type DrawnMark, MarkTip } from './mark-tip.ts';
import { drawMark } from './marks.ts';
import { Paths } from './paths.ts';

export interface WallView {
  readonly model: Model;
  readonly nowMs: number;
  /** At the right edge: now, or a moment that somebody looks back at. */
  readonly untilMs: number;
  readonly versionStyles: ReadonlyMap<string, VersionStyle>;
  readonly words: Words;
  readonly paint: Paint;
  readonly rate: number;
  readonly keepAlive: boolean;
  readonly isPresenting: boolean;
  readonly clock: (atMs: number) => string;
}

/**
 * The wall of requests: a lane for each pod and one for nobody, a column for each second, a mark for each
 * request.
 */
export class Wall {
  readonly #canvas = byId<HTMLCanvasElement>('stream');
  readonly #box = byId('lanes');
  readonly #names = new LaneNames();
  readonly #tip = new MarkTip();
  readonly #paths = new Paths();
  /** In which order pods came. */
  #order: string[] = [];

  draw(view: WallView): void {
    const { model, words, versionStyles, paint } = view;
    const width = this.#canvas.clientWidth;
    const newest = Math.floor(view.untilMs / 1000);
    const recent = model.history.seconds.filter(({ second }) => second <= newest);
    const hasKeepAlive = view.keepAlive || recent.some(hasKeepAliveCell);
    const measures = view.isPresenting
      ? presentMeasures(width, this.#box.clientHeight, hasKeepAlive)
      : deskMeasures(width, window.innerWidth >= 1800);
    const columns = Math.max(1, Math.floor(width / measures.columnPx));
    const seconds = recent.filter(({ second }) => second > newest - columns);
    const lanes = layOut(this.#lanesOf(model, seconds), hasKeepAlive, measures);
    const bottom = lanes.at(-1);
    const height = (bottom ? bottom.top + bottom.height : 0) + measures.axisPx;
    const { context } = fitCanvas(this.#canvas, height);
    this.#names.show(lanes, view);
    const right = width - measures.columnPx * 0.2;
    const left = (second: number) => right - (newest - second + 1) * measures.columnPx;
    const frame: Frame = {
      paths: this.#paths,
      context,
      model,
      versionStyles,
      words,
      paint,
      lanes,
      seconds,
      measures,
      width,
      height,
      columns,
      newest,
      left,
    };
    drawBackdrop(frame);
    const marks = drawMarks(frame, markSize(lanes, seconds, view.rate, measures));
    for (const lane of lanes) if (lane.kind === 'keep-alive') drawConnection(frame, lane);
    drawAxis(frame, view.untilMs < view.nowMs ? view.clock(view.untilMs) : (words.fixed.now ?? ''));
    this.#tip.update(marks, words, view.clock);
    this.#describe(frame);
  }

  #lanesOf(model: Model, seconds: readonly Second[]): string[] {
    const visible = new Set(model.pods.map(({ name }) => name));
    for (const { requests } of seconds)
      for (const { pod, lane } of requests) if (lane === 'fresh' && pod !== null) visible.add(pod);
    for (const name of visible) if (!this.#order.includes(name)) this.#order.push(name);
    this.#order = this.#order.filter((name) => visible.has(name));
    return this.#order;
  }

  #describe({ seconds, columns, words }: Frame): void {
    const lost = seconds.reduce((sum, each) => sum + each.lost, 0);
    const sent = seconds.reduce((sum, each) => sum + each.requests.length, 0);
    const label = words.streamLabel(columns, sent - lost, lost);
    if (this.#canvas.getAttribute('aria-label') !== label) this.#canvas.setAttribute('aria-label', label);
  }
}

function hasKeepAliveCell({ requests }: Second): boolean {
  return requests.some(({ lane }) => lane === 'keep-alive');
}

function drawMarks(frame: Frame, sizePx: number): DrawnMark[] {
  const { lanes, seconds, measures } = frame;
  const perRow = Math.max(1, Math.floor((measures.columnPx - 1) / sizePx));
  const inset = (measures.columnPx - perRow * sizePx) / 2;
  const marks: DrawnMark[] = [];
  for (const lane of lanes) {
    if (lane.kind === 'keep-alive') continue;
    for (const second of seconds)
      for (const [index, cell] of cellsOf(lane, second).entries()) {
        const x = frame.left(second.second) + inset + (index % perRow) * sizePx;
        const y = lane.top + lane.height - 1 - (Math.floor(index / perRow) + 1) * sizePx;
        drawMark(frame, cell, { x, y, sizePx });
        marks.push({ cell, x, y, sizePx });
      }
  }
  return marks.sort((a, b) => a.cell.number - b.cell.number);
}

function drawAxis(frame: Frame, end: string): void {
  const { context, height, columns, newest, paint, words, measures } = frame;
  context.fillStyle = paint.quiet;
  context.font = `${measures.axisFontPx}px ${paint.font}`;
  context.textBaseline = 'bottom';
  context.textAlign = 'right';
  context.fillText(end, frame.left(newest + 1), height - 1);
  context.textAlign = 'left';
  const everySeconds = columns > 24 ? 15 : 5;
  for (let ago = everySeconds; ago < columns; ago += everySeconds) {
    const x = frame.left(newest - ago);
    if (x < 0) break;
    context.fillText(words.secondsAgo(ago), x, height - 1);
  }
}
