import { type Status, STATUS_MARKS } from '../state/status.ts';
import type { Frame, GridRow } from './layout.ts';

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

/** Times in which nothing was sent: whether requests would have been lost is unknown. */
function drawGaps({ context, model, colors, measures, heightPx, newest, widthPx, left }: Frame): void {
  const { gaps, stoppedAtMs } = model.watchTime;
  const open = stoppedAtMs === null ? [] : [{ fromMs: stoppedAtMs, toMs: Number.POSITIVE_INFINITY }];
  const bottom = heightPx - measures.axisPx;
  for (const { fromMs, toMs } of [...gaps, ...open]) {
    const from = Math.max(0, left(Math.ceil(fromMs / 1000)));
    const to = Math.min(widthPx, left(Math.floor(toMs / 1000)));
    if (to <= from || fromMs / 1000 > newest) continue;
    context.save();
    context.beginPath();
    context.rect(from, 0, to - from, bottom);
    context.clip();
    context.strokeStyle = colors.line;
    context.lineWidth = 2;
    context.beginPath();
    for (let x = from - bottom; x < to; x += 10) {
      context.moveTo(x, bottom);
      context.lineTo(x + bottom, 0);
    }
    context.stroke();
    context.restore();
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
    const { sign, color } = STATUS_MARKS[status];
    if (status !== 'ready') {
      context.globalAlpha = 0.14;
      context.fillStyle = colors[color];
      context.fillRect(x, row.topPx, measures.columnPx, row.heightPx);
      context.globalAlpha = 1;
      if (status !== before) context.fillText(sign, middle, row.topPx + 1);
    }
    before = status;
    context.fillStyle = colors.fault;
    if (faulty.has(row.key)) context.fillRect(x, row.topPx + row.heightPx + 1, measures.columnPx, 3);
    context.fillStyle = colors.ink;
    if (restarted.has(row.key)) context.fillText('↻', middle, row.topPx);
  }
}
