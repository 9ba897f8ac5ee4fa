import type { FaultKind, FaultsAnswer } from '../../contract.ts';
import { byId, setText } from '../dom.ts';
import { readKinds } from '../state/fault-client.ts';
import { Orders } from '../state/fault-orders.ts';
import type { Model } from '../state/model.ts';
import { isBad, type OrderResult } from '../state/order-result.ts';
import type { Fetch } from '../state/sampler.ts';
import type { Words } from '../words/words.ts';
import { type Property, parameterField, readParameters } from './parameter-field.ts';
import { TargetSelect } from './target-select.ts';

const ASK_AGAIN_MS = 3000;

/** Faults that are worth one click, with what makes them visible in a class. */
const SCENARIOS = {
  'scenario-slow': { fault: 'latency', parameters: { percent: 10, milliseconds: 800, seconds: 60 } },
  'scenario-fail': { fault: 'errors', parameters: { percent: 5, seconds: 60 } },
} as const;

/** The form that starts faults. Kinds, bounds and defaults are the API's own. */
export class FaultPanel {
  readonly #form = byId<HTMLFormElement>('fault-form');
  readonly #fields = byId<HTMLFieldSetElement>('fault-fields');
  readonly #kind = byId<HTMLSelectElement>('fault-kind');
  readonly #parameters = byId('fault-parameters');
  readonly #token = byId<HTMLInputElement>('token');
  readonly #start = byId<HTMLButtonElement>('fault-start');
  readonly #stopAll = byId<HTMLButtonElement>('fault-stop-all');
  readonly #result = byId('fault-result');
  readonly #target = new TargetSelect(() => this.#showTexts());
  readonly #orders: Orders;
  readonly #fetch: Fetch;
  readonly #model: Model;
  #words: Words;
  #kinds: readonly FaultKind[] = [];
  #guard: FaultsAnswer['guard'] = 'open';
  #outcome: OrderResult | null = null;
  #isBusy = false;

  constructor(needs: { model: Model; fetch: Fetch; now: () => number; words: Words }) {
    this.#model = needs.model;
    this.#fetch = needs.fetch;
    this.#words = needs.words;
    this.#orders = new Orders({
      ...needs,
      token: () => this.#token.value,
      tell: (outcome) => this.#tell(outcome),
    });
    this.#kind.addEventListener('change', () => {
      this.#showParameters();
      // Bounds are limits of the container, which a resize changes.
      void this.#learn();
    });
    this.#token.addEventListener('input', () => this.#showGuard());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#startFault();
    });
    this.#stopAll.addEventListener('click', () => this.#run(() => this.#orders.stopAll(), this.#stopAll));
    byId('scenario-leak').addEventListener('click', () =>
      this.#run(() => this.#orders.start('memory-leak', {}, this.#target.pod)),
    );
    for (const [id, { fault, parameters }] of Object.entries(SCENARIOS))
      byId(id).addEventListener('click', () =>
        this.#run(() => this.#orders.startEverywhere(fault, parameters)),
      );
    void this.#learn();
  }

  get canControl(): boolean {
    return this.#guard === 'open' || (this.#guard === 'token' && this.#token.value !== '');
  }

  aim(pod: string): void {
    this.#target.choose(pod);
    this.#showTexts();
    byId('faults').scrollIntoView({ block: 'nearest' });
    this.#kind.focus();
  }

  stop(pod: string, fault: string): void {
    this.#run(() => this.#orders.stop(pod, fault));
  }

  show(words: Words): void {
    const isOtherLanguage = words !== this.#words;
    this.#words = words;
    const guard = this.#model.answering.at(-1)?.answer.guard;
    if (guard) this.#guard = guard;
    this.#target.show(this.#model, words);
    this.#showGuard();
    if (isOtherLanguage) this.#showParameters();
    this.#showTexts();
  }

  /** Asks until somebody answers. */
  async #learn(): Promise<void> {
    const answer = await readKinds(this.#fetch);
    if (!answer) {
      setTimeout(() => void this.#learn(), ASK_AGAIN_MS);
      return;
    }
    const isNew = JSON.stringify(answer.kinds) !== JSON.stringify(this.#kinds);
    if (this.#kinds.length === 0)
      this.#kind.replaceChildren(...answer.kinds.map(({ fault }) => new Option(fault, fault)));
    this.#kinds = answer.kinds;
    this.#guard = answer.guard;
    if (isNew) this.#showParameters();
    this.#showGuard();
  }

  #showTexts(): void {
    const { mark } = this.#target;
    setText(this.#start, this.#words.startOn(mark));
    const kind = this.#chosenKind;
    setText(byId('fault-summary'), kind ? (this.#words.faults[kind.fault] ?? kind.summary) : '');
    this.#result.className = `result ${this.#outcome && isBad(this.#outcome) ? 'bad' : ''}`;
    if (this.#outcome?.kind === 'stopped') this.#result.className = 'result partly';
    setText(this.#result, this.#outcome ? this.#words.outcome(this.#outcome) : '');
  }

  #showGuard(): void {
    const { fixed } = this.#words;
    byId('token-field').hidden = this.#guard !== 'token';
    const reason = { off: fixed.guardOff, token: fixed.tokenHint, open: '' }[this.#guard] ?? '';
    setText(byId('guard'), reason);
    byId('guard').hidden = reason === '';
    this.#fields.disabled = this.#guard === 'off';
    // While an order is under way buttons keep the focus: they are not disabled, they do nothing.
    const cannot = !this.canControl || this.#kinds.length === 0;
    const buttons = this.#form.querySelectorAll<HTMLButtonElement>('button');
    for (const button of buttons) {
      button.disabled = cannot;
      button.setAttribute('aria-disabled', String(this.#isBusy));
    }
    const isNothingActive = this.#model.pods.every(({ faults }) => faults.length === 0);
    // The button that has just stopped the last one keeps the focus.
    const hasFocus = document.activeElement === this.#stopAll;
    this.#stopAll.disabled = cannot || (isNothingActive && !hasFocus);
    this.#stopAll.title = isNothingActive ? (fixed.nothingToStop ?? '') : '';
  }

  #showParameters(): void {
    const properties = Object.entries(this.#properties);
    this.#parameters.replaceChildren(
      ...properties.map(([name, property]) => parameterField(name, property, this.#words)),
    );
    this.#showTexts();
  }

  get #chosenKind(): FaultKind | undefined {
    return this.#kinds.find(({ fault }) => fault === this.#kind.value);
  }

  get #properties(): Readonly<Record<string, Property>> {
    return (this.#chosenKind?.parameters ?? {}) as Readonly<Record<string, Property>>;
  }

  #startFault(): void {
    const kind = this.#chosenKind;
    if (!kind) return;
    const read = readParameters(this.#form, this.#properties);
    if ('wrong' in read) this.#tell(read.wrong);
    else this.#run(() => this.#orders.start(kind.fault, read.parameters, this.#target.pod), this.#start);
  }

  /** @param pressed gets its focus back where it lost it meanwhile */
  #run(order: () => Promise<void>, pressed?: HTMLElement): void {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#showGuard();
    void order().finally(() => {
      this.#isBusy = false;
      this.#showGuard();
      if (pressed && document.activeElement === document.body) pressed.focus();
    });
  }

  #tell(outcome: OrderResult): void {
    this.#outcome = outcome;
    this.#showTexts();
  }
}
