import { STATUS_SIGNS, type Status } from '../state/status.ts';
import type { Frame, GridRow } from './layout.ts';
import type { ThemeColors } from './theme-colors.ts';

const SIGN_FONT_PX = 13;

/** Behind the marks: seconds with losses, gaps, row lines, and each pod's status, faults and restarts. */
export function drawBackground(frame: Frame): void {
  const { context, rows, seconds, colors, widthPx, heightPx, measures } = frame;
  for (const { second, lost } of seconds)
    if (lost > 0) {
      const x = Math.floor(frame.left(second));
      context.fillStyle = colors.lossBand;
      context.fillRect(x, 0, Math.ceil(measures.columnPx), heightPx - measures.axisPx);
    }
  drawGaps(frame);
  context.strokeStyle = colors.line;
  context.lineWidth = 1;
  context.beginPath();
  for (const row of rows) {
    const y = Math.round(row.topPx + row.heightPx) + 0.5;
    context.moveTo(0, y);
    context.lineTo(widthPx, y);
  }
  context.stroke();
  for (const row of rows) if (row.kind === 'pod') drawStatuses(frame, row);
}

/** Nothing was sent then, so nothing is known, least of all that nothing was lost. */
function drawGaps(frame: Frame): void {
  const { context, model, colors, measures, heightPx, newest, widthPx } = frame;
  for (const { fromMs, toMs } of model.watchTime.gaps) {
    const from = Math.max(0, frame.left(Math.ceil(fromMs / 1000)));
    const to = toMs === null ? widthPx : Math.min(widthPx, frame.left(Math.floor(toMs / 1000)));
    if (to <= from || fromMs / 1000 > newest) continue;
    hatch(context, { x: from, width: to - from, height: heightPx - measures.axisPx }, colors.line);
  }
}

function drawStatuses(frame: Frame, row: GridRow): void {
  const { context, seconds, colors, measures } = frame;
  let before: Status = 'ready';
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.font = `700 ${Math.max(SIGN_FONT_PX, measures.axisFontPx)}px ${colors.font}`;
  for (const { second, statuses, faulty, restarted } of seconds) {
    const x = frame.left(second);
    const middle = x + measures.columnPx / 2;
    const status = statuses.get(row.key) ?? 'ready';
    const tint = tintOf(status, colors);
    if (tint) {
      context.globalAlpha = 0.14;
      context.fillStyle = tint;
      context.fillRect(x, row.topPx, measures.columnPx, row.heightPx);
      context.globalAlpha = 1;
      if (status !== before) context.fillText(STATUS_SIGNS[status], middle, row.topPx + 1);
    }
    before = status;
    context.fillStyle = colors.fault;
    if (faulty.has(row.key)) context.fillRect(x, row.topPx + row.heightPx + 1, measures.columnPx, 3);
    context.fillStyle = colors.ink;
    if (restarted.has(row.key)) context.fillText('↻', middle, row.topPx);
  }
}

function tintOf(status: Status, colors: ThemeColors): string | null {
  if (status === 'ready') return null;
  if (status === 'unready') return colors.fault;
  if (status === 'crashed') return colors.loss;
  if (status === 'hung') return colors.hung;
  return status === 'terminating' || status === 'starting' ? colors.leaving : colors.quiet;
}

function hatch(
  context: CanvasRenderingContext2D,
  { x, width, height }: { x: number; width: number; height: number },
  color: string,
): void {
  context.save();
  context.beginPath();
  context.rect(x, 0, width, height);
  context.clip();
  context.strokeStyle = color;
  context.lineWidth = 2;
  context.beginPath();
  for (let start = x - height; start < x + width; start += 10) {
    context.moveTo(start, height);
    context.lineTo(start + height, 0);
  }
  context.stroke();
  context.restore();
}
