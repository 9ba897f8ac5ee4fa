import { byId } from '../dom.ts';
import type { Model } from '../state/model.ts';
import { shortNameOf } from '../state/pod.ts';
import type { Words } from '../words/words.ts';

/**
 * Which pod is meant. What was chosen stays chosen: a pod that is gone is shown as gone, and never becomes
 * another one.
 */
export class TargetSelect {
  readonly #select = byId<HTMLSelectElement>('fault-target');
  #shown = '';

  constructor(onChange: () => void) {
    this.#select.addEventListener('change', onChange);
  }

  /** `null`: whichever answers. */
  get pod(): string | null {
    return this.#select.value || null;
  }

  get mark(): string | null {
    return this.pod === null ? null : shortNameOf(this.pod);
  }

  choose(pod: string): void {
    this.#select.value = pod;
  }

  show(model: Model, words: Words): void {
    const pods = model.pods.map(({ name }) => name);
    const chosen = this.#select.value;
    const gone = chosen !== '' && !pods.includes(chosen) ? [chosen] : [];
    const any = words.fixed.anyPod ?? '';
    const shown = JSON.stringify([pods, gone, any]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#select.replaceChildren(
      new Option(any, ''),
      ...pods.map((pod) => new Option(pod, pod)),
      ...gone.map((pod) => new Option(words.podGone(pod), pod)),
    );
    this.#select.value = chosen;
  }
}
