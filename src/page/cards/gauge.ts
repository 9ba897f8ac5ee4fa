import { fitCanvas } from '../dom.ts';
import type { Paint } from '../paint.ts';
import type { Reading } from '../state/pod.ts';

const HEIGHT_PX = 34;
/** The window grows with what there is to show. */
const SHORTEST_WINDOW_MS = 30_000;

/**
 * One figure of the last minutes against its limit, which is the top edge; without a limit the highest value
 * is.
 */
export function drawGauge(
  canvas: HTMLCanvasElement,
  plot: {
    readings: readonly Reading[];
    figure: 'cpuMillicores' | 'memoryBytes';
    limit: number | null;
    nowMs: number;
    paint: Paint;
  },
): void {
  const { readings, figure, limit, nowMs, paint } = plot;
  const { context, width } = fitCanvas(canvas, HEIGHT_PX);
  const points = readings.flatMap((reading) => {
    const value = reading[figure];
    return value === null ? [] : [{ atMs: reading.atMs, value }];
  });
  const highest = points.reduce((most, { value }) => Math.max(most, value), 0);
  const top = Math.max(limit ?? highest * 1.25, highest, 1);
  const base = HEIGHT_PX - 1;
  const windowMs = Math.max(SHORTEST_WINDOW_MS, nowMs - (points[0]?.atMs ?? nowMs));
  const x = (atMs: number) => width - ((nowMs - atMs) / windowMs) * width;
  const y = (value: number) => base - (value / top) * (HEIGHT_PX - 4);

  context.strokeStyle = paint.line;
  context.lineWidth = 1;
  line(context, 0, base + 0.5, width, base + 0.5);
  if (limit !== null) {
    context.setLineDash([3, 3]);
    context.strokeStyle = paint.quiet;
    line(context, 0, Math.round(y(limit)) + 0.5, width, Math.round(y(limit)) + 0.5);
    context.setLineDash([]);
  }
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return;
  context.beginPath();
  for (const { atMs, value } of points) context.lineTo(x(atMs), y(value));
  const outline = () => {
    context.strokeStyle = paint.meter;
    context.lineWidth = 1.6;
    context.lineJoin = 'round';
    context.stroke();
  };
  outline();
  context.lineTo(x(last.atMs), base);
  context.lineTo(x(first.atMs), base);
  context.globalAlpha = 0.16;
  context.fillStyle = paint.meter;
  context.fill();
  context.globalAlpha = 1;
  context.fillStyle = paint.meter;
  context.beginPath();
  context.arc(Math.min(width - 2.5, x(last.atMs)), y(last.value), 2.5, 0, 7);
  context.fill();
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}
