import { create, setText, shapeIcon } from '../dom.ts';
import type { Paint } from '../paint.ts';
import { quantile } from '../state/chance.ts';
import { milliseconds } from '../state/figures.ts';
import { podLink } from '../state/grafana-address.ts';
import type { Distribution } from '../state/load-distribution.ts';
import type { Pod } from '../state/pod.ts';
import { faultBehind, readinessReason, type Status, statusOf } from '../state/status.ts';
import type { VersionStyle } from '../state/version-style.ts';
import type { Words } from '../words/words.ts';
import { FaultList } from './fault-list.ts';
import { ShareBar } from './share-bar.ts';
import { UsageGauge } from './usage-gauge.ts';

export interface CardActions {
  /** Aims the faults at a pod. */
  aim(pod: string): void;
  stop(pod: string, fault: string): void;
}

export interface CardView {
  readonly nowMs: number;
  readonly versionStyles: ReadonlyMap<string, VersionStyle>;
  readonly words: Words;
  readonly paint: Paint;
  readonly spread: Distribution;
  readonly canControl: boolean;
  /** Where Grafana is; `null` where nobody said. */
  readonly grafana: string | null;
}

/** One pod as its own answers tell, or as the last one told. */
export class Card {
  readonly element: HTMLElement;
  readonly #version = create('span', { className: 'version' });
  readonly #state = create('span', { className: 'state' });
  readonly #since = create('span', { className: 'since' });
  readonly #why = create('p', { className: 'why' });
  readonly #share = new ShareBar();
  readonly #cpu = new UsageGauge('cpu');
  readonly #memory = new UsageGauge('memory');
  readonly #latency = create('span');
  readonly #grafana = create('a', { className: 'grafana' });
  readonly #aim = create('button', { className: 'quiet' });
  readonly #faults: FaultList;
  #versionShown = '';

  constructor(name: string, actions: CardActions) {
    this.#aim.type = 'button';
    this.#aim.addEventListener('click', () => actions.aim(name));
    this.#faults = new FaultList(this.#aim, (fault) => actions.stop(name, fault));
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
      this.#why,
      this.#share.element,
      create('div', { className: 'gauges' }, this.#cpu.element, this.#memory.element),
      this.#faults.element,
      create('footer', {}, this.#latency, this.#grafana, this.#aim),
    );
  }

  show(pod: Pod, view: CardView): void {
    const { nowMs, words, paint } = view;
    const status = statusOf(pod, nowMs);
    this.element.dataset.state = status;
    setText(this.#state, words.statuses[status]);
    this.#state.title = words.statusHints[status];
    setText(this.#since, sinceOf(pod, status, view));
    setText(this.#why, whyOf(pod, status, view));
    this.#showVersion(pod.answer.version, view.versionStyles);
    this.#share.show(pod.name, view.spread, words);
    this.#cpu.show(pod, words, paint, nowMs);
    this.#memory.show(pod, words, paint, nowMs);
    const median = quantile(pod.latenciesMs.slice(-50), 0.5);
    setText(this.#latency, median === null ? '' : words.median(milliseconds(median)));
    this.#faults.show(pod, nowMs, words, view.canControl);
    setText(this.#aim, words.breakPod(pod.shortName));
    this.#aim.disabled = !view.canControl;
    this.#showGrafana(pod, view);
  }

  #showGrafana(pod: Pod, { grafana, words }: CardView): void {
    this.#grafana.hidden = grafana === null;
    if (grafana === null) return;
    const momentMs = performance.timeOrigin + (pod.lastRestartMs ?? pod.lastSeenMs);
    this.#grafana.href = podLink(grafana, pod.name, momentMs);
    this.#grafana.target = '_blank';
    this.#grafana.rel = 'noopener';
    setText(this.#grafana, words.fixed.grafana ?? '');
    this.#grafana.setAttribute('aria-label', `${words.fixed.grafana}: ${pod.shortName}`);
  }

  #showVersion(version: string, versionStyles: ReadonlyMap<string, VersionStyle>): void {
    const look = versionStyles.get(version);
    const shown = `${version} ${look?.shape} ${look?.colour}`;
    if (shown === this.#versionShown) return;
    this.#versionShown = shown;
    this.#version.replaceChildren(...(look ? [shapeIcon(look.shape, look.colour)] : []), version);
    this.element.style.setProperty('--version', look?.colour ?? 'transparent');
  }
}

function sinceOf(pod: Pod, status: Status, { words, nowMs }: CardView): string {
  const isAway = pod.responsiveness === 'silent' || status === 'hung';
  const since = isAway
    ? words.lastSeen((nowMs - pod.lastSeenMs) / 1000)
    : words.uptime(pod.uptimeSeconds(nowMs));
  return [since, words.restarts(pod.restarts)].filter(Boolean).join(' · ');
}

/** Why it is as it is and for how long, or why it restarted the last time. */
function whyOf(pod: Pod, status: Status, { words, nowMs }: CardView): string {
  const behind = faultBehind(pod, status);
  const left = behind && behind.endsAtMs > nowMs ? words.endsIn((behind.endsAtMs - nowMs) / 1000) : '';
  if (status === 'unready') {
    const reason = behind?.fault === 'unready' ? ({ kind: 'fault' } as const) : readinessReason(pod.answer);
    return [words.reason(reason), left].filter(Boolean).join(' · ');
  }
  const shedding = pod.sheddingAt(nowMs);
  if (status === 'ready' && shedding) return words.shedding(shedding);
  if (status === 'ready') return pod.lastRestart ? `↻ ${words.cause(pod.lastRestart)}` : '';
  return [words.statusHints[status], left].filter(Boolean).join(' · ');
}
