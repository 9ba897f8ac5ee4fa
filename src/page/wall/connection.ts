import type { SentRequest } from '../state/history.ts';
import { shortNameOf } from '../state/pod.ts';
import type { Frame } from './frame.ts';
import type { Lane } from './lanes.ts';
import { drawMark } from './marks.ts';

interface Stay {
  readonly pod: string;
  readonly from: number;
  to: number;
}

/** One connection: a band that bears the name of the pod it stays with. */
export function drawConnection(frame: Frame, lane: Lane): void {
  const { context, seconds, versionStyles, paint, measures } = frame;
  const bandPx = Math.max(15, measures.axisFontPx + 8);
  const lossMarkPx = bandPx - 2;
  const y = lane.top + (lane.height - bandPx) / 2;
  const stays: Stay[] = [];
  let stay: Stay | undefined;
  const lost: { cell: SentRequest; x: number }[] = [];
  for (const { second, requests } of seconds) {
    const mine = requests.filter((cell) => cell.lane === 'keep-alive');
    const partPx = measures.columnPx / Math.max(1, mine.length);
    for (const [index, cell] of mine.entries()) {
      const x = frame.left(second) + index * partPx;
      if (cell.loss || cell.pod === null) {
        stay = undefined;
        lost.push({ cell, x });
        context.fillStyle = paint.loss;
        context.fillRect(x, y, Math.max(partPx, 2), bandPx);
        continue;
      }
      if (stay?.pod !== cell.pod || x - stay.to > measures.columnPx * 1.5) {
        stay = { pod: cell.pod, from: x + 1.5, to: x + 1.5 };
        stays.push(stay);
      }
      context.fillStyle = versionStyles.get(cell.version ?? '')?.colour ?? paint.quiet;
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
    drawMark(frame, cell, { x, y: y + 1, sizePx: lossMarkPx });
    markedTo = x + lossMarkPx + 2;
  }
  context.font = `600 ${measures.axisFontPx}px ${paint.font}`;
  context.fillStyle = paint.ink;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const { pod, from, to } of stays) {
    const name = shortNameOf(pod);
    if (context.measureText(name).width + 8 <= to - from)
      context.fillText(name, from + 5, y + bandPx / 2 - 1);
  }
}
