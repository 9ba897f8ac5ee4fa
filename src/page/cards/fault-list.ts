import { create, setText } from '../dom.ts';
import { type KnownFault, keyOf } from '../state/known-fault.ts';
import type { Pod } from '../state/pod.ts';
import { type Status, statusOf } from '../state/status.ts';
import type { Words } from '../words/words.ts';

/** The faults of a pod with their countdowns, each with a way to stop it where there is one. */
export class FaultList {
  readonly element = create('ul', { className: 'active-faults' });
  readonly #stop: (fault: string) => void;
  /** Where the keyboard goes when what it was on is gone. */
  readonly #neighbour: HTMLElement;
  #shown = '';

  constructor(neighbour: HTMLElement, stop: (fault: string) => void) {
    this.#neighbour = neighbour;
    this.#stop = stop;
  }

  show(pod: Pod, nowMs: number, words: Words, canControl: boolean): void {
    const { faults } = pod;
    const status = statusOf(pod, nowMs);
    const isReachable = pod.responsiveness === 'answering' && status !== 'hung';
    const shown = JSON.stringify([faults.map(keyOf), words.fixed.stop, canControl, isReachable]);
    if (shown !== this.#shown) {
      this.#shown = shown;
      const focused = document.activeElement?.getAttribute('data-fault');
      const hadFocus = this.element.contains(document.activeElement);
      this.element.replaceChildren(
        ...faults.map((fault) => this.#item(fault, pod, words, canControl && isReachable)),
      );
      if (hadFocus) {
        const same = this.element.querySelector<HTMLButtonElement>(`button[data-fault="${focused}"]:enabled`);
        (same ?? this.#neighbour).focus();
      }
    }
    for (const [index, fault] of faults.entries())
      this.#countDown(this.element.children[index], fault, { nowMs, words, status, isReachable });
  }

  #item({ fault }: KnownFault, pod: Pod, words: Words, canStop: boolean): HTMLElement {
    const stop = create('button', { text: words.fixed.stop ?? '' });
    stop.type = 'button';
    stop.disabled = !canStop;
    stop.dataset.fault = fault;
    stop.setAttribute('aria-label', words.stopFault(fault, pod.shortName));
    stop.addEventListener('click', () => this.#stop(fault));
    return create(
      'li',
      {},
      create('span', { className: 'fault-name', text: fault }),
      create('span', { className: 'countdown' }),
      stop,
      create('span', { className: 'left-track' }, create('span', { className: 'left' })),
      create('span', { className: 'why' }),
    );
  }

  #countDown(
    item: Element | undefined,
    { startedAtMs, endsAtMs }: KnownFault,
    view: { nowMs: number; words: Words; status: Status; isReachable: boolean },
  ): void {
    const { nowMs, words, status, isReachable } = view;
    const seconds = Math.max(0, endsAtMs - nowMs) / 1000;
    const share = Math.min(100, (seconds / Math.max(1, (endsAtMs - startedAtMs) / 1000)) * 100);
    const bar = item?.querySelector<HTMLElement>('.left');
    const [text, why] = [item?.querySelector('.countdown'), item?.querySelector<HTMLElement>('.why')];
    if (bar) bar.style.width = `${share.toFixed(1)}%`;
    if (text) setText(text, words.endsIn(seconds));
    if (!why) return;
    why.hidden = isReachable;
    setText(why, isReachable ? '' : words.cannotStop(status, seconds));
  }
}
