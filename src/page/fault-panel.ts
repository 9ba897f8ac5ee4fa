import type { FaultKind, FaultStarted, FaultsAnswer } from '../contract.ts';
import { byId, create, setText } from './dom.ts';
import { type Order, readKinds, sendOrder } from './fault-client.ts';
import type { Model } from './model.ts';
import { markOf } from './pod.ts';
import type { Fetch } from './sampling.ts';
import type { Words } from './words.ts';

interface Property {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: number | string;
  readonly enum?: readonly string[];
  readonly description?: string;
}

const ASK_AGAIN_MS = 3000;

/** The form that starts faults. Kinds, bounds and defaults are the API's own. */
export class FaultPanel {
  readonly #form = byId<HTMLFormElement>('fault-form');
  readonly #kind = byId<HTMLSelectElement>('fault-kind');
  readonly #target = byId<HTMLSelectElement>('fault-target');
  readonly #parameters = byId('fault-parameters');
  readonly #token = byId<HTMLInputElement>('token');
  readonly #start = byId<HTMLButtonElement>('fault-start');
  readonly #stopAll = byId<HTMLButtonElement>('fault-stop-all');
  readonly #result = byId('fault-result');
  readonly #fetch: Fetch;
  readonly #model: Model;
  #words: Words;
  #kinds: readonly FaultKind[] = [];
  #guard: FaultsAnswer['guard'] = 'open';
  #say: ((words: Words) => string) | null = null;
  #targetsShown = '';
  #busy = 0;

  constructor(needs: { model: Model; fetch: Fetch; words: Words }) {
    this.#model = needs.model;
    this.#fetch = needs.fetch;
    this.#words = needs.words;
    this.#kind.addEventListener('change', () => this.#showParameters());
    this.#target.addEventListener('change', () => this.#showTexts());
    this.#token.addEventListener('input', () => this.#showGuard());
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#startFault();
    });
    this.#stopAll.addEventListener('click', () => void this.#stopEverything());
    void this.#learn();
  }

  get canControl(): boolean {
    return this.#guard === 'open' || (this.#guard === 'token' && this.#token.value !== '');
  }

  aim(pod: string): void {
    this.#target.value = pod;
    this.#showTexts();
    byId('faults').scrollIntoView({ block: 'nearest' });
    this.#kind.focus();
  }

  async stop(pod: string, fault: string): Promise<void> {
    await this.#order(
      { method: 'DELETE', path: `/faults/${fault}`, pod, token: this.#token.value },
      () => null,
    );
  }

  show(words: Words): void {
    const isOtherLanguage = words !== this.#words;
    this.#words = words;
    const guard = this.#model.answering.at(-1)?.answer.guard;
    if (guard) this.#guard = guard;
    this.#showTargets();
    this.#showGuard();
    if (isOtherLanguage) this.#showParameters();
    setText(this.#result, this.#say?.(words) ?? '');
  }

  /** Asks until somebody answers. */
  async #learn(): Promise<void> {
    const answer = await readKinds(this.#fetch);
    if (!answer) {
      setTimeout(() => void this.#learn(), ASK_AGAIN_MS);
      return;
    }
    this.#kinds = answer.kinds;
    this.#guard = answer.guard;
    this.#kind.replaceChildren(...answer.kinds.map(({ fault }) => new Option(fault, fault)));
    this.#showParameters();
  }

  #showTargets(): void {
    const pods = this.#model.pods.map(({ name }) => name);
    const any = this.#words.fixed.anyPod ?? '';
    const shown = JSON.stringify([pods, any]);
    if (shown === this.#targetsShown) return;
    this.#targetsShown = shown;
    const chosen = this.#target.value;
    this.#target.replaceChildren(new Option(any, ''), ...pods.map((pod) => new Option(pod, pod)));
    this.#target.value = pods.includes(chosen) ? chosen : '';
    this.#showTexts();
  }

  #showTexts(): void {
    setText(this.#start, this.#words.startOn(this.#target.value === '' ? null : markOf(this.#target.value)));
    const kind = this.#chosenKind;
    setText(byId('fault-summary'), kind ? (this.#words.faults[kind.fault] ?? kind.summary) : '');
  }

  #showGuard(): void {
    byId('token-field').hidden = this.#guard !== 'token';
    const reason =
      this.#guard === 'off'
        ? this.#words.fixed.guardOff
        : this.#guard === 'token'
          ? this.#words.fixed.tokenHint
          : '';
    setText(byId('guard'), reason ?? '');
    byId('guard').hidden = !reason;
    const isDisabled = !this.canControl || this.#kinds.length === 0;
    this.#start.disabled = isDisabled || this.#busy > 0;
    this.#stopAll.disabled = isDisabled || this.#busy > 0;
  }

  #showParameters(): void {
    const kind = this.#chosenKind;
    this.#parameters.replaceChildren(
      ...Object.entries(kind?.parameters ?? {}).map(([name, property]) =>
        this.#field(name, property as Property),
      ),
    );
    this.#showTexts();
  }

  #field(name: string, property: Property): HTMLElement {
    const input = property.enum ? chooser(property) : numberInput(property);
    input.name = name;
    const label = this.#words.parameters[name] ?? name;
    const bounds = this.#words.bounds(property.minimum, property.maximum);
    return create(
      'label',
      { className: 'field', title: property.description ?? '' },
      create(
        'span',
        { className: 'caption', text: label },
        ...(bounds ? [create('small', { text: ` ${bounds}` })] : []),
      ),
      input,
    );
  }

  get #chosenKind(): FaultKind | undefined {
    return this.#kinds.find(({ fault }) => fault === this.#kind.value);
  }

  async #startFault(): Promise<void> {
    const kind = this.#chosenKind;
    if (!kind) return;
    const parameters: Record<string, unknown> = {};
    for (const [name, value] of new FormData(this.#form)) {
      const property = kind.parameters[name] as Property | undefined;
      if (!property || value === '') continue;
      parameters[name] = property.enum ? value : Number(value);
    }
    await this.#order(
      {
        method: 'POST',
        path: `/faults/${kind.fault}`,
        pod: this.#target.value || null,
        parameters,
        token: this.#token.value,
      },
      (answer) => {
        const { pod, message } = answer as FaultStarted;
        return () => `${markOf(pod)}: ${message}`;
      },
    );
  }

  async #stopEverything(): Promise<void> {
    const pods = this.#model.answering.map(({ name }) => name);
    const done = await Promise.all(
      pods.map((pod) =>
        this.#order({ method: 'DELETE', path: '/faults', pod, token: this.#token.value }, () => null),
      ),
    );
    if (done.every(Boolean)) this.#tell((words) => words.stopped(pods.length));
  }

  /** @param report what to say of the answer; answers whether the order was carried out */
  async #order(
    order: Order,
    report: (answer: unknown) => ((words: Words) => string) | null,
  ): Promise<boolean> {
    this.#busy += 1;
    this.#showGuard();
    const { pod } = order;
    const result = await sendOrder(order, this.#fetch, (tries) => {
      if (pod !== null) this.#tell((words) => words.trying(markOf(pod), tries));
    });
    this.#busy -= 1;
    this.#showGuard();
    if (result.kind === 'done') this.#tell(report(result.answer));
    if (result.kind === 'refused') this.#tell((words) => words.refused(result.message), 'bad');
    if (result.kind === 'missed')
      this.#tell((words) => words.notReached(markOf(pod ?? ''), result.tries), 'bad');
    return result.kind === 'done';
  }

  #tell(say: ((words: Words) => string) | null, tone = ''): void {
    this.#say = say;
    this.#result.className = `result ${tone}`;
    setText(this.#result, say?.(this.#words) ?? '');
  }
}

function chooser({ enum: values = [], default: usual }: Property): HTMLSelectElement {
  const select = create('select');
  select.append(...values.map((value) => new Option(value, value)));
  if (usual !== undefined) select.value = String(usual);
  return select;
}

function numberInput({ type, minimum, maximum, default: usual }: Property): HTMLInputElement {
  const input = create('input');
  input.type = 'number';
  input.inputMode = 'numeric';
  if (minimum !== undefined) input.min = String(minimum);
  if (maximum !== undefined) input.max = String(maximum);
  input.step = type === 'integer' ? '1' : 'any';
  if (usual !== undefined) {
    input.value = String(usual);
    input.required = true;
  }
  return input;
}
