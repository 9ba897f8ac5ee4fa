import type { ActiveFault } from '../contract.ts';
import { quantile, type Range } from './chance.ts';
import type { Look } from './colours.ts';
import { byId, create, setText, shapeIcon } from './dom.ts';
import { bytes, cores, milliseconds, outOf } from './figures.ts';
import { drawGauge } from './gauge.ts';
import type { Model } from './model.ts';
import type { Paint } from './paint.ts';
import type { Pod } from './pod.ts';
import type { Words } from './words.ts';

export interface CardActions {
  /** Aims the faults at a pod. */
  aim(pod: string): void;
  stop(pod: string, fault: string): void;
}

interface View {
  readonly model: Model;
  readonly nowMs: number;
  readonly looks: ReadonlyMap<string, Look>;
  readonly words: Words;
  readonly paint: Paint;
  readonly canControl: boolean;
}

/** A card for each pod, as its own answers tell. */
export class Cards {
  readonly #list = byId('cards');
  readonly #cards = new Map<string, Card>();
  readonly #actions: CardActions;

  constructor(actions: CardActions) {
    this.#actions = actions;
  }

  show(view: View): void {
    const { model, nowMs, words } = view;
    byId('no-pods').hidden = model.pods.length > 0;
    for (const [name, card] of this.#cards) {
      if (model.pod(name)) continue;
      card.element.remove();
      this.#cards.delete(name);
    }
    const { requests, shares, expected } = model.spread(nowMs);
    for (const pod of model.pods) {
      let card = this.#cards.get(pod.name);
      if (!card) {
        card = new Card(pod.name, this.#actions);
        this.#cards.set(pod.name, card);
        this.#list.append(card.element);
      }
      const answers = shares.find((share) => share.pod === pod.name)?.answers ?? null;
      card.show(pod, { ...view, requests, answers, expected });
    }
    setText(byId('spread'), explainSpread(model, { requests, shares, expected }, words));
  }
}

function explainSpread(
  model: Model,
  { requests, shares, expected }: ReturnType<Model['spread']>,
  words: Words,
): string {
  if (model.answering.length === 0) return '';
  if (model.answering.length === 1) return words.spreadExplained('single', requests);
  if (!expected) return words.spreadExplained('few', requests);
  const isInside = shares.every(({ answers }) => answers >= expected.lowest && answers <= expected.highest);
  return words.spreadExplained(isInside ? 'inside' : 'outside', requests);
}

class Card {
  readonly element: HTMLElement;
  readonly #name: string;
  readonly #actions: CardActions;
  readonly #version = create('span', { className: 'version' });
  readonly #state = create('span', { className: 'state' });
  readonly #since = create('span', { className: 'since' });
  readonly #shareFill = create('span', { className: 'fill' });
  readonly #shareBracket = create('span', { className: 'bracket' });
  readonly #shareText = create('span', { className: 'share-text' });
  readonly #expectedText = create('span', { className: 'expected' });
  readonly #cpu = new Gauge();
  readonly #memory = new Gauge();
  readonly #latency = create('span');
  readonly #faults = create('ul', { className: 'active-faults' });
  readonly #aim = create('button', { className: 'quiet' });
  #versionShown = '';
  #faultsShown = '';

  constructor(name: string, actions: CardActions) {
    this.#name = name;
    this.#actions = actions;
    this.#aim.type = 'button';
    this.#aim.addEventListener('click', () => actions.aim(name));
    const cut = name.lastIndexOf('-') + 1;
    const heading = create(
      'h3',
      { title: name },
      create('span', { className: 'stem', text: name.slice(0, cut) }),
      create('b', { text: name.slice(cut) }),
    );
    this.element = create(
      'article',
      { className: 'pod' },
      create('header', {}, heading, this.#version),
      create('p', { className: 'status' }, this.#state, this.#since),
      create(
        'div',
        { className: 'share' },
        create('div', { className: 'track' }, this.#shareFill, this.#shareBracket),
        create('p', {}, this.#shareText, this.#expectedText),
      ),
      create('div', { className: 'gauges' }, this.#cpu.element, this.#memory.element),
      this.#faults,
      create('footer', {}, this.#latency, this.#aim),
    );
  }

  show(pod: Pod, view: View & { requests: number; answers: number | null; expected: Range | null }): void {
    const { nowMs, words, looks, paint } = view;
    const { answer } = pod;
    const state = stateOf(pod);
    this.element.dataset.state = state;
    setText(this.#state, words.fixed[state] ?? state);
    this.#state.title = state === 'unready' ? answer.readiness.reason : '';
    setText(
      this.#since,
      [
        state === 'silent'
          ? words.silentFor((nowMs - pod.lastSeenMs) / 1000)
          : words.uptime(pod.uptimeSeconds(nowMs)),
        words.restarts(pod.restarts),
      ]
        .filter(Boolean)
        .join(' · '),
    );
    this.#showVersion(answer.version, looks);
    this.#showShare(view);
    const cpuLimit = answer.limits.cpuMillicores;
    const memoryLimit = answer.limits.memoryBytes;
    const { cpuMillicores, memoryBytes } = answer.usage;
    const { readings } = pod;
    this.#cpu.show(...usage(words, 'cpu', cpuMillicores, cpuLimit, cores));
    this.#memory.show(...usage(words, 'memory', memoryBytes, memoryLimit, bytes));
    drawGauge(this.#cpu.canvas, { readings, figure: 'cpuMillicores', limit: cpuLimit, nowMs, paint });
    drawGauge(this.#memory.canvas, { readings, figure: 'memoryBytes', limit: memoryLimit, nowMs, paint });
    const median = quantile(pod.latenciesMs.slice(-50), 0.5);
    setText(this.#latency, median === null ? '' : words.median(milliseconds(median)));
    this.#showFaults(pod, nowMs, words, view.canControl);
    setText(this.#aim, words.breakPod(pod.mark));
    this.#aim.disabled = !view.canControl;
  }

  #showVersion(version: string, looks: ReadonlyMap<string, Look>): void {
    const look = looks.get(version);
    const shown = `${version} ${look?.shape} ${look?.colour}`;
    if (shown === this.#versionShown) return;
    this.#versionShown = shown;
    this.#version.replaceChildren(...(look ? [shapeIcon(look.shape, look.colour)] : []), version);
    this.element.style.setProperty('--version', look?.colour ?? 'transparent');
  }

  #showShare(view: { requests: number; answers: number | null; expected: Range | null; words: Words }): void {
    const { requests, answers, expected, words } = view;
    const shareOf = (count: number) => `${((count / Math.max(1, requests)) * 100).toFixed(1)}%`;
    this.#shareFill.style.width = answers === null ? '0' : shareOf(answers);
    this.#shareBracket.hidden = expected === null || answers === null;
    if (expected) {
      this.#shareBracket.style.left = shareOf(expected.lowest);
      this.#shareBracket.style.width = shareOf(Math.max(0, expected.highest - expected.lowest));
    }
    setText(this.#shareText, answers === null ? '' : words.share(answers, requests));
    const percentOf = (count: number) => Math.round((count / Math.max(1, requests)) * 100);
    setText(
      this.#expectedText,
      expected && answers !== null
        ? words.expected(percentOf(expected.lowest), percentOf(expected.highest))
        : '',
    );
    const isOutside =
      expected !== null && answers !== null && (answers < expected.lowest || answers > expected.highest);
    this.element.classList.toggle('outside', isOutside);
  }

  #showFaults(pod: Pod, nowMs: number, words: Words, canControl: boolean): void {
    const { faults } = pod.answer;
    const shown = JSON.stringify([
      faults.map(({ fault, startedAt }) => [fault, startedAt]),
      words.fixed.stop,
      canControl,
    ]);
    if (shown !== this.#faultsShown) {
      this.#faultsShown = shown;
      this.#faults.replaceChildren(...faults.map((fault) => this.#faultItem(fault, pod, words, canControl)));
    }
    const elapsed = (nowMs - pod.answeredAtMs) / 1000;
    for (const [index, { secondsLeft, startedAt, endsAt }] of faults.entries()) {
      const item = this.#faults.children[index];
      const left = Math.max(0, secondsLeft - elapsed);
      const whole = Math.max(1, (Date.parse(endsAt) - Date.parse(startedAt)) / 1000);
      const bar = item?.querySelector<HTMLElement>('.left');
      const text = item?.querySelector('.countdown');
      if (bar) bar.style.width = `${Math.min(100, (left / whole) * 100).toFixed(1)}%`;
      if (text) setText(text, words.endsIn(left));
    }
  }

  #faultItem({ fault, message }: ActiveFault, pod: Pod, words: Words, canControl: boolean): HTMLElement {
    const stop = create('button', { text: words.fixed.stop ?? '' });
    stop.type = 'button';
    stop.disabled = !canControl;
    setLabel(stop, words.stopFault(fault, pod.mark));
    stop.addEventListener('click', () => this.#actions.stop(this.#name, fault));
    return create(
      'li',
      { title: message },
      create('span', { className: 'fault-name', text: fault }),
      create('span', { className: 'countdown' }),
      stop,
      create('span', { className: 'left-track' }, create('span', { className: 'left' })),
    );
  }
}

class Gauge {
  readonly canvas = create('canvas');
  readonly #label = create('span', { className: 'gauge-label' });
  readonly #value = create('span', { className: 'gauge-value' });
  readonly element = create('div', { className: 'gauge' }, this.#label, this.#value, this.canvas);

  constructor() {
    this.canvas.setAttribute('aria-hidden', 'true');
  }

  show(label: string, value: string): void {
    setText(this.#label, label);
    setText(this.#value, value);
  }
}

export function stateOf(pod: Pod): 'silent' | 'draining' | 'starting' | 'ready' | 'unready' {
  if (pod.presence === 'silent') return 'silent';
  const { lifecycle } = pod.answer;
  if (lifecycle === 'draining' || lifecycle === 'closed') return 'draining';
  if (lifecycle === 'starting') return 'starting';
  return pod.isReady ? 'ready' : 'unready';
}

/** Label and value. */
function usage(
  words: Words,
  figure: 'cpu' | 'memory',
  used: number | null,
  limit: number | null,
  format: (value: number) => string,
): [string, string] {
  const label = words.fixed[figure] ?? '';
  if (used === null) return [label, words.fixed.unknown ?? ''];
  if (limit === null) return [label, words.unlimited(format(used))];
  return [words.gauge(label, (used / limit) * 100), outOf(format(used), format(limit))];
}

function setLabel(element: HTMLElement, label: string): void {
  if (element.getAttribute('aria-label') !== label) element.setAttribute('aria-label', label);
  if (element.title !== label) element.title = label;
}
