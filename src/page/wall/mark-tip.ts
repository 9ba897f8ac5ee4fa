import { byId, setText } from '../dom.ts';
import type { SentRequest } from '../state/history.ts';
import { shortNameOf } from '../state/pod.ts';
import type { Words } from '../words/words.ts';

/** Where a mark was drawn. */
export interface DrawnMark {
  readonly cell: SentRequest;
  readonly x: number;
  readonly y: number;
  readonly sizePx: number;
}

/**
 * Tells of the mark under the pointer, or of the one that the arrow keys have come to, what it stands for.
 */
export class MarkTip {
  readonly #canvas = byId<HTMLCanvasElement>('stream');
  readonly #tip = byId('mark-tip');
  #marks: readonly DrawnMark[] = [];
  #chosen: number | null = null;
  #say: (cell: SentRequest) => string = () => '';

  constructor() {
    this.#canvas.addEventListener('pointermove', ({ offsetX, offsetY }) => {
      this.#choose(this.#at(offsetX, offsetY)?.cell.number ?? null);
    });
    this.#canvas.addEventListener('pointerleave', () => this.#choose(null));
    this.#canvas.addEventListener('blur', () => this.#choose(null));
    this.#canvas.addEventListener('focus', () => this.#choose(this.#marks.at(-1)?.cell.number ?? null));
    this.#canvas.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
      if (step === undefined) return;
      event.preventDefault();
      this.#walk(step);
    });
  }

  /** In the order in which they were sent. */
  update(marks: readonly DrawnMark[], words: Words, clock: (atMs: number) => string): void {
    this.#marks = marks;
    this.#say = (cell) =>
      words.mark({
        ...cell,
        pod: cell.pod === null ? null : shortNameOf(cell.pod),
        time: clock(cell.sentAtMs),
      });
    this.#show();
  }

  #at(x: number, y: number): DrawnMark | undefined {
    return this.#marks.find(
      (mark) => x >= mark.x && x < mark.x + mark.sizePx && y >= mark.y && y < mark.y + mark.sizePx,
    );
  }

  #walk(step: number): void {
    const index = this.#marks.findIndex(({ cell }) => cell.number === this.#chosen);
    const next =
      index < 0 ? this.#marks.length - 1 : Math.max(0, Math.min(this.#marks.length - 1, index + step));
    this.#choose(this.#marks[next]?.cell.number ?? null);
  }

  #choose(number: number | null): void {
    this.#chosen = number;
    this.#show();
  }

  #show(): void {
    const mark = this.#marks.find(({ cell }) => cell.number === this.#chosen);
    this.#tip.hidden = !mark;
    if (!mark) return;
    setText(this.#tip, this.#say(mark.cell));
    const { offsetLeft, offsetTop, clientWidth } = this.#canvas;
    const isRight = mark.x > clientWidth / 2;
    this.#tip.style.left = `${offsetLeft + mark.x + (isRight ? -6 : mark.sizePx + 6)}px`;
    this.#tip.style.top = `${offsetTop + mark.y - 4}px`;
    this.#tip.style.translate = isRight ? '-100% -100%' : '0 -100%';
  }
}
