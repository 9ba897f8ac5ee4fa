import { LOSS_PATHS, SHAPE_PATHS } from '../dom.ts';
import { outlineOf } from '../paint.ts';
import { isSlow, type SentRequest } from '../state/history.ts';
import type { Frame } from './frame.ts';

/** One request: its version's shape, hollow where it was slow; a red square with a sign where it was lost. */
export function drawMark(
  { context, versionStyles, paint, paths }: Pick<Frame, 'context' | 'versionStyles' | 'paint' | 'paths'>,
  cell: SentRequest,
  place: { x: number; y: number; sizePx: number },
): void {
  const markPx = place.sizePx - 1.2;
  context.save();
  context.translate(place.x + 0.6, place.y + 0.6);
  context.scale(markPx / 10, markPx / 10);
  if (cell.loss) {
    context.fillStyle = paint.loss;
    context.fillRect(-0.6, -0.6, 11.2, 11.2);
    context.strokeStyle = paint.paper;
    context.lineWidth = 1.7;
    context.stroke(paths.of(LOSS_PATHS[cell.loss]));
  } else {
    const look = versionStyles.get(cell.version ?? '');
    const colour = look?.colour ?? paint.quiet;
    const shape = paths.of(SHAPE_PATHS[look?.shape ?? 'square']);
    const slow = isSlow(cell);
    context.fillStyle = slow ? paint.slow : colour;
    context.fill(shape);
    context.strokeStyle = outlineOf(colour, paint);
    context.lineWidth = slow ? 2 : 0.9;
    context.stroke(shape);
  }
  context.restore();
}
