import { message } from '../../messages/all.ts';
import type { Message } from '../../messages/message.ts';
import { formatShare, requestsToExclude } from '../judging/loss-bound.ts';

/** Counts requests until the share of losses that `--until` names is excluded. */
export class Exclusion {
  readonly #share: number;
  #sent = 0;
  #lost = 0;
  #needed: number;

  constructor(share: number) {
    this.#share = share;
    this.#needed = requestsToExclude(share, 0);
  }

  add({ outcome }: { readonly outcome: string }): void {
    this.#sent += 1;
    if (outcome === 'ok') return;
    this.#lost += 1;
    this.#needed = requestsToExclude(this.#share, this.#lost);
  }

  get isReached(): boolean {
    return this.#sent >= this.#needed;
  }

  /** `0.050 % to be excluded: 1,234 of 5,990 requests, 96 s more` */
  describe(ratePerSecond: number): Message {
    const seconds = Math.ceil(Math.max(0, this.#needed - this.#sent) / ratePerSecond);
    const counts = { sent: this.#sent, all: this.#needed, seconds };
    return message('until.waiting', { share: formatShare(this.#share), ...counts });
  }
}
