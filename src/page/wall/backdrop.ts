import type { Paint } from '../paint.ts';
import { STATUS_SIGNS, type Status } from '../state/status.ts';
import type { Frame } from './frame.ts';
import type { Lane } from './lanes.ts';

const SIGN_FONT_PX = 13;

/**
 * What stands behind the marks and at their feet: lost seconds, gaps, what a pod's status was, faults and
 * restarts.
 */
export function drawBackdrop(frame: Frame): void {
  const { context, lanes, seconds, paint, width, height, measures } = frame;
  for (const { second, lost } of seconds)
    if (lost > 0) {
      context.fillStyle = paint.lossBand;
      context.fillRect(
        Math.floor(frame.left(second)),
        0,
        Math.ceil(measures.columnPx),
        height - measures.axisPx,
      );
    }
  drawGaps(frame);
  context.strokeStyle = paint.line;
  context.lineWidth = 1;
  context.beginPath();
  for (const { top, height: lanePx } of lanes) {
    const y = Math.round(top + lanePx) + 0.5;
    context.moveTo(0, y);
    context.lineTo(width, y);
  }
  context.stroke();
  for (const lane of lanes) if (lane.kind === 'pod') drawStates(frame, lane);
}

/** Nothing was sent then: nothing is known, and least of all that nothing was lost. */
function drawGaps(frame: Frame): void {
  const { context, model, paint, measures, height, newest, width } = frame;
  for (const { fromMs, toMs } of model.watchTime.gaps) {
    const from = Math.max(0, frame.left(Math.ceil(fromMs / 1000)));
    const to = toMs === null ? width : Math.min(width, frame.left(Math.floor(toMs / 1000)));
    if (to <= from || fromMs / 1000 > newest) continue;
    hatch(context, { x: from, y: 0, width: to - from, height: height - measures.axisPx }, paint.line);
  }
}

function drawStates(frame: Frame, lane: Lane): void {
  const { context, seconds, paint, measures } = frame;
  let before: Status | 'ready' = 'ready';
  context.textAlign = 'center';
  context.textBaseline = 'top';
  const signPx = Math.max(SIGN_FONT_PX, measures.axisFontPx);
  for (const { second, statuses, faulty, restarted } of seconds) {
    const x = frame.left(second);
    const status = statuses.get(lane.key) ?? 'ready';
    const tint = tintOf(status, paint);
    if (tint) {
      context.globalAlpha = 0.14;
      context.fillStyle = tint;
      context.fillRect(x, lane.top, measures.columnPx, lane.height);
      context.globalAlpha = 1;
    }
    context.font = `700 ${signPx}px ${paint.font}`;
    if (tint && status !== before) {
      context.fillStyle = tint;
      context.fillText(STATUS_SIGNS[status], x + measures.columnPx / 2, lane.top + 1);
    }
    before = status;
    context.fillStyle = paint.fault;
    if (faulty.has(lane.key)) context.fillRect(x, lane.top + lane.height + 1, measures.columnPx, 3);
    context.fillStyle = paint.ink;
    if (restarted.has(lane.key)) context.fillText('↻', x + measures.columnPx / 2, lane.top);
  }
}

function tintOf(status: Status, paint: Paint): string | null {
  if (status === 'ready') return null;
  if (status === 'unready') return paint.fault;
  if (status === 'crashed') return paint.loss;
  if (status === 'hung') return paint.hung;
  if (status === 'terminating' || status === 'starting') return paint.leaving;
  return paint.quiet;
}

function hatch(
  context: CanvasRenderingContext2D,
  box: { x: number; y: number; width: number; height: number },
  colour: string,
): void {
  context.save();
  context.beginPath();
  context.rect(box.x, box.y, box.width, box.height);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.beginPath();
  for (let x = box.x - box.height; x < box.x + box.width; x += 10) {
    context.moveTo(x, box.y + box.height);
    context.lineTo(x + box.height, box.y);
  }
  context.stroke();
  context.restore();
}
