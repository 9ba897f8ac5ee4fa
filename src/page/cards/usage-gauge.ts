import { create, setText } from '../dom.ts';
import type { Paint } from '../paint.ts';
import { bytes, cores, outOf } from '../state/figures.ts';
import type { Pod } from '../state/pod.ts';
import type { Words } from '../words/words.ts';
import { drawGauge } from './gauge.ts';

/** CPU or memory of a pod: figure, share of the limit, and the last minutes. */
export class UsageGauge {
  readonly #canvas = create('canvas');
  readonly #label = create('span', { className: 'gauge-label' });
  readonly #value = create('span', { className: 'gauge-value' });
  readonly element = create('div', { className: 'gauge' }, this.#label, this.#value, this.#canvas);
  readonly #what: 'cpu' | 'memory';

  constructor(what: 'cpu' | 'memory') {
    this.#what = what;
    this.#canvas.setAttribute('aria-hidden', 'true');
  }

  show({ answer, readings }: Pod, words: Words, paint: Paint, nowMs: number): void {
    const isCpu = this.#what === 'cpu';
    const figure = isCpu ? 'cpuMillicores' : 'memoryBytes';
    const [used, limit, format] = [answer.usage[figure], answer.limits[figure], isCpu ? cores : bytes];
    const name = words.fixed[this.#what] ?? '';
    setText(this.#label, used !== null && limit !== null ? words.gauge(name, (used / limit) * 100) : name);
    const value = () => {
      if (used === null) return words.fixed.unknown ?? '';
      return limit === null ? words.unlimited(format(used)) : outOf(format(used), format(limit));
    };
    setText(this.#value, value());
    drawGauge(this.#canvas, { readings, figure, limit, nowMs, paint });
  }
}
