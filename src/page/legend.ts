import { byId, create, lossIcon, shapeIcon, slowIcon } from './dom.ts';
import type { Model } from './state/model.ts';
import type { Loss } from './state/sampler.ts';
import type { VersionStyle } from './state/version-style.ts';
import type { Words } from './words/words.ts';

/** What the marks stand for: the versions that are there, and the losses that there were. */
export class Legend {
  readonly #element = byId('legend');
  #shown = '';

  show(model: Model, versionStyles: ReadonlyMap<string, VersionStyle>, words: Words): void {
    const { fixed } = words;
    const kinds = (Object.keys(words.losses) as Loss[]).filter((kind) => model.totals.byLoss[kind] > 0);
    const losses = kinds.length > 0 ? kinds : (['no-answer'] as const);
    const shown = JSON.stringify([[...versionStyles], losses, fixed.otherLanguage]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const named = (loss: Loss) => (kinds.length > 0 ? `: ${words.losses[loss]}` : '');
    this.#element.replaceChildren(
      ...[...versionStyles].map(([version, { shape, colour }]) =>
        create('li', {}, shapeIcon(shape, colour), version),
      ),
      ...losses.map((loss) => create('li', {}, lossIcon(loss), `${fixed.lossShape}${named(loss)}`)),
      create('li', { className: 'minor' }, slowIcon(), fixed.slowShape ?? ''),
      create(
        'li',
        { className: 'minor' },
        create('span', { className: 'fault-mark' }),
        fixed.faultActive ?? '',
      ),
      create(
        'li',
        { className: 'minor' },
        create('span', { className: 'restart-mark', text: '↻' }),
        fixed.restartSeen ?? '',
      ),
    );
  }
}
