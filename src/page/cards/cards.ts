import { byId, setText } from '../dom.ts';
import type { Model } from '../state/model.ts';
import { Card, type CardActions, type CardView } from './card.ts';

/** A card for each pod. */
export class Cards {
  readonly #list = byId('cards');
  readonly #cards = new Map<string, Card>();
  readonly #actions: CardActions;

  constructor(actions: CardActions) {
    this.#actions = actions;
  }

  show(view: Omit<CardView, 'spread'> & { readonly model: Model }): void {
    const { model, nowMs, words } = view;
    byId('no-pods').hidden = model.pods.length > 0;
    for (const [name, card] of this.#cards) {
      if (model.pod(name)) continue;
      card.element.remove();
      this.#cards.delete(name);
    }
    const spread = model.distribution(nowMs);
    for (const pod of model.pods) {
      let card = this.#cards.get(pod.name);
      if (!card) {
        card = new Card(pod.name, this.#actions);
        this.#cards.set(pod.name, card);
        this.#list.append(card.element);
      }
      card.show(pod, { ...view, spread });
    }
    setText(byId('spread'), words.spreadExplained(spread.verdict, spread.requests));
  }
}
