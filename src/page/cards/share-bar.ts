import { create, setText } from '../dom.ts';
import type { Distribution } from '../state/load-distribution.ts';
import { percent } from '../words/parts.ts';
import type { Words } from '../words/words.ts';

/** A pod's share of the answers, and the brackets inside of which chance keeps it. */
export class ShareBar {
  readonly #fill = create('span', { className: 'fill' });
  readonly #bracket = create('span', { className: 'bracket' });
  readonly #text = create('span', { className: 'share-text' });
  readonly #expected = create('span', { className: 'expected' });
  readonly element = create(
    'div',
    { className: 'share' },
    create('div', { className: 'track' }, this.#fill, this.#bracket),
    create('p', {}, this.#text, this.#expected),
  );

  show(pod: string, { requests, shares, expected, suspects }: Distribution, words: Words): void {
    const answers = shares.find((share) => share.pod === pod)?.answers ?? null;
    const isShown = answers !== null && expected !== null;
    const whole = Math.max(1, requests);
    const wide = (count: number) => `${((count / whole) * 100).toFixed(1)}%`;
    this.#fill.style.width = answers === null ? '0' : wide(answers);
    this.#bracket.hidden = !isShown;
    if (expected) {
      this.#bracket.style.left = wide(expected.lowest);
      this.#bracket.style.width = wide(Math.max(0, expected.highest - expected.lowest));
    }
    setText(this.#text, answers === null ? percent(0, 0) : words.share(answers, requests));
    const rounded = (count: number) => Math.round((count / whole) * 100);
    const range = isShown ? words.expected(rounded(expected.lowest), rounded(expected.highest)) : '';
    setText(this.#expected, range);
    this.element.classList.toggle('outside', suspects.has(pod));
  }
}
