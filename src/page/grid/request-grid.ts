import { isSlow, type RequestRecord } from '../state/history.ts';
import { shortNameOf } from '../state/pod.ts';
import { LOSS_PATHS, SHAPE_PATHS } from '../state/version-style.ts';
import { drawBackground } from './background.ts';
import type { Frame, GridRow, GridView } from './layout.ts';
import { isKeepAlive, layOut, markSizePx, requestsOf } from './layout.ts';
import { outlineOf } from './theme-colors.ts';

/** Where a request was drawn. */
export interface DrawnMark {
  readonly request: RequestRecord;
  readonly x: number;
  readonly y: number;
  readonly sizePx: number;
}

/** The grid of requests: a row for each pod, a column for each second, a mark for each request. */
export class RequestGrid {
  /** In the order in which they were sent. */
  marks: readonly DrawnMark[] = [];
  #canvas: HTMLCanvasElement | null = null;
  #pods: readonly string[] = [];
  /** Each path is built once: there are hundreds of marks. */
  readonly #paths = new Map<string, Path2D>();

  readonly attach = (canvas: HTMLCanvasElement | null): void => {
    this.#canvas = canvas;
  };

  get widthPx(): number {
    return this.#canvas?.clientWidth ?? 0;
  }

  markAt(x: number, y: number): DrawnMark | undefined {
    return this.marks.find((mark) => {
      return x >= mark.x && x < mark.x + mark.sizePx && y >= mark.y && y < mark.y + mark.sizePx;
    });
  }

  layOut(view: GridView): ReturnType<typeof layOut> {
    const scene = layOut(view, this.#canvas, this.#pods);
    this.#pods = scene.pods;
    return scene;
  }

  draw(view: GridView): void {
    if (!this.#canvas) return;
    const scene = this.layOut(view);
    const frame = { ...scene, context: fit(this.#canvas, scene.widthPx, scene.heightPx) };
    drawBackground(frame);
    this.marks = this.#drawMarks(frame);
    for (const row of frame.rows) if (row.kind === 'keep-alive') this.#drawKeepAlive(frame, row);
    drawAxis(frame);
  }

  #drawMarks(frame: Frame): DrawnMark[] {
    const { rows, seconds, measures, preferences } = frame;
    const sizePx = markSizePx(rows, seconds, preferences.ratePerSecond, measures);
    const perLine = Math.max(1, Math.floor((measures.columnPx - 1) / sizePx));
    const insetPx = (measures.columnPx - perLine * sizePx) / 2;
    const marks: DrawnMark[] = [];
    for (const row of rows)
      for (const second of seconds)
        for (const [index, request] of requestsOf(row, second).entries()) {
          const x = frame.left(second.second) + insetPx + (index % perLine) * sizePx;
          const y = row.topPx + row.heightPx - 1 - (Math.floor(index / perLine) + 1) * sizePx;
          const mark = { request, x, y, sizePx };
          this.#drawMark(frame, mark);
          marks.push(mark);
        }
    return marks.sort((a, b) => a.request.number - b.request.number);
  }

  /** The version's shape, hollow where the answer was slow; a red square with a sign for a loss. */
  #drawMark({ context, styles, colors }: Frame, { request, x, y, sizePx }: DrawnMark): void {
    const markPx = sizePx - 1.2;
    context.save();
    context.translate(x + 0.6, y + 0.6);
    context.scale(markPx / 10, markPx / 10);
    if (request.loss) {
      context.fillStyle = colors.loss;
      context.fillRect(-0.6, -0.6, 11.2, 11.2);
      context.strokeStyle = colors.paper;
      context.lineWidth = 1.7;
      context.stroke(this.#path(LOSS_PATHS[request.loss]));
    } else {
      const style = styles.get(request.version ?? '');
      const color = style?.colour ?? colors.quiet;
      const shape = this.#path(SHAPE_PATHS[style?.shape ?? 'square']);
      context.fillStyle = isSlow(request) ? colors.slow : color;
      context.fill(shape);
      context.strokeStyle = outlineOf(color, colors);
      context.lineWidth = isSlow(request) ? 2 : 0.9;
      context.stroke(shape);
    }
    context.restore();
  }

  /** One connection: a band with the name of the pod that it stays with. */
  #drawKeepAlive(frame: Frame, row: GridRow): void {
    const { context, seconds, styles, colors, measures } = frame;
    const bandPx = Math.max(15, measures.axisFontPx + 8);
    const y = row.topPx + (row.heightPx - bandPx) / 2;
    const losses: DrawnMark[] = [];
    /** Requests to one pod, from one edge to the other. */
    const streaks: { readonly pod: string; readonly from: number; to: number }[] = [];
    let streak = streaks[0];
    for (const { second, requests } of seconds) {
      const own = requests.filter(isKeepAlive);
      const partPx = measures.columnPx / Math.max(1, own.length);
      for (const [index, request] of own.entries()) {
        const x = frame.left(second) + index * partPx;
        if (request.loss || request.pod === null) {
          streak = undefined;
          losses.push({ request, x, y: y + 1, sizePx: bandPx - 2 });
          context.fillStyle = colors.loss;
          context.fillRect(x, y, Math.max(partPx, 2), bandPx);
          continue;
        }
        if (streak?.pod !== request.pod || x - streak.to > measures.columnPx * 1.5) {
          streak = { pod: request.pod, from: x + 1.5, to: x + 1.5 };
          streaks.push(streak);
        }
        context.fillStyle = styles.get(request.version ?? '')?.colour ?? colors.quiet;
        context.globalAlpha = 0.3;
        context.fillRect(streak.to, y, x + partPx - streak.to, bandPx);
        context.globalAlpha = 1;
        context.fillRect(streak.to, y + bandPx - 3, x + partPx - streak.to, 3);
        streak.to = x + partPx;
      }
    }
    let markedTo = Number.NEGATIVE_INFINITY;
    for (const loss of losses) {
      if (loss.x < markedTo) continue;
      this.#drawMark(frame, loss);
      markedTo = loss.x + loss.sizePx + 2;
    }
    context.font = `600 ${measures.axisFontPx}px ${colors.font}`;
    context.fillStyle = colors.ink;
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    for (const { pod, from, to } of streaks) {
      const name = shortNameOf(pod);
      if (context.measureText(name).width + 8 <= to - from)
        context.fillText(name, from + 5, y + bandPx / 2 - 1);
    }
  }

  #path(data: string): Path2D {
    const path = this.#paths.get(data) ?? new Path2D(data);
    this.#paths.set(data, path);
    return path;
  }
}

function drawAxis(frame: Frame): void {
  const { context, heightPx, columns, newest, colors, measures, words } = frame;
  const end = frame.untilMs < frame.nowMs ? frame.clock(frame.untilMs) : words.say('now');
  context.fillStyle = colors.quiet;
  context.font = `${measures.axisFontPx}px ${colors.font}`;
  context.textBaseline = 'bottom';
  context.textAlign = 'right';
  context.fillText(end, frame.left(newest + 1), heightPx - 1);
  context.textAlign = 'left';
  const everySeconds = columns > 24 ? 15 : 5;
  for (let ago = everySeconds; ago < columns; ago += everySeconds) {
    const x = frame.left(newest - ago);
    if (x < 0) break;
    context.fillText(words.secondsAgo(ago), x, heightPx - 1);
  }
}

/** Fits the canvas to its box at the screen's own resolution, and clears it. */
function fit(canvas: HTMLCanvasElement, widthPx: number, heightPx: number): CanvasRenderingContext2D {
  const scale = window.devicePixelRatio || 1;
  const [deviceWidth, deviceHeight] = [Math.round(widthPx * scale), Math.round(heightPx * scale)];
  if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
  if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
  // A property that is written anew costs a layout, also where it stays the same.
  if (canvas.style.height !== `${heightPx}px`) canvas.style.height = `${heightPx}px`;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser has no canvas');
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, widthPx, heightPx);
  return context;
}
