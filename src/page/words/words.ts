import { LESSONS } from '../../../messages/lessons.ts';
import { type Locale, type Row, type Say, sayIn } from '../../../messages/message.ts';
import { FAULT_MESSAGES } from '../../../messages/page-faults.ts';
import { PAGE_MESSAGES } from '../../../messages/page.ts';
import { kindsOf, type LossCounts, type PageEvent } from '../state/event-log.ts';
import type { Missed, OrderResult } from '../state/fault-client.ts';
import type { Headline } from '../state/headline.ts';
import type { RequestRecord } from '../state/history.ts';
import type { LastState, RestartCause } from '../state/known-fault.ts';
import { type Shedding, shortNameOf } from '../state/pod.ts';
import type { ReadinessReason, Status } from '../state/status.ts';
import { bytes, cores, plain, plainly } from './figures.ts';

const LESSON_TITLES: Readonly<Record<`lesson.${string}`, Row>> = Object.fromEntries(
  LESSONS.map(({ name, en, ko }) => [`lesson.${name}`, { en, ko }]),
);
const ROWS = { ...LESSON_TITLES, ...PAGE_MESSAGES, ...FAULT_MESSAGES };

/** Below this share of the limit, memory does not explain a pod's end. */
const MEMORY_MATTERS_PERCENT = 80;

/** Puts what the page knows into sentences of one language. */
export class Words {
  readonly locale: Locale;
  /** Says a row of the catalogue with its values. */
  readonly say: Say<typeof ROWS>;

  constructor(locale: Locale) {
    this.locale = locale;
    this.say = sayIn(ROWS, locale);
  }

  /** Says a row whose name comes from the API; `null` where this release has no such row. */
  find(name: string, values: object = {}): string | null {
    return Object.hasOwn(ROWS, name)
      ? (this.say as (name: string, values: object) => string)(name, values)
      : null;
  }

  headline(headline: Headline): string {
    if (headline.kind !== 'mixed') return this.find(`headline.${headline.kind}`, headline) ?? '';
    const shares = headline.shares.map((share) => this.say('headline.share', { ...share }));
    return this.say('headline.mixed', { pods: headline.pods, shares });
  }

  losses(byKind: LossCounts): string {
    const kinds = kindsOf(byKind);
    return kinds.map((kind) => `${this.say(`loss.${kind}`)} ${byKind[kind]}`).join(', ');
  }

  shedding({ cause, bound }: Shedding): string {
    return this.say(`shedding.${cause}`, { bound: String(bound) });
  }

  mark(request: RequestRecord, time: string): string {
    const { number, pod, version, latencyMs, status, loss } = request;
    const name = pod === null ? this.say('row.no-pod') : shortNameOf(pod);
    const who = pod === null || version === null ? name : `${name} (${version})`;
    const failure = loss && [this.say(`loss.${loss}`), status].filter(Boolean).join(' ');
    const what = failure ? this.say('mark.lost', { loss: failure }) : status;
    return [`#${number}`, time, who, this.latency(latencyMs), what].join(' · ');
  }

  latency(latencyMs: number): string {
    if (latencyMs >= 1000) return this.say('latency.seconds', { count: (latencyMs / 1000).toFixed(2) });
    return this.say('latency.milliseconds', { count: latencyMs.toFixed(latencyMs < 10 ? 1 : 0) });
  }

  secondsAgo(seconds: number): string {
    return seconds < 1.5 ? this.say('justNow') : this.say('ago', { seconds });
  }

  bounds(minimum: number | undefined, maximum: number | undefined): string {
    if (minimum === undefined) return '';
    if (maximum === undefined) return this.say('boundsFrom', { minimum: plain(minimum) });
    return this.say('boundsBetween', { minimum: plain(minimum), maximum: plain(maximum) });
  }

  event(event: PageEvent, clock: (atMs: number) => string): string {
    const pod = 'pod' in event ? shortNameOf(event.pod) : '';
    switch (event.kind) {
      case 'watching':
        return this.say('event.watching', {
          count: event.pods.length,
          versions: event.versions,
          pods: event.pods.map(shortNameOf),
        });
      case 'restarted':
        return this.say('event.restarted', { ...event, pod, cause: this.cause(event.cause) });
      case 'silent':
        return this.#silent(event, pod);
      case 'left':
        return this.say('event.left', { pod, time: clock(event.lastSeenMs), why: this.#whyGone(event) });
      case 'unready':
        return this.say('event.unready', { pod, reason: this.reason(event.reason) });
      case 'limits-changed': {
        const [before, now] = [this.#limits(event.before), this.#limits(event.now)];
        return this.say('event.limits-changed', { pod, before, now });
      }
      case 'lost': {
        const { count, byKind, seconds } = event;
        const kinds = this.losses(byKind);
        if (seconds < 1) return this.say('event.lost', { count, kinds });
        return this.say('event.lostWithin', { count, kinds, seconds });
      }
      case 'lesson': {
        const lesson = this.find(`lesson.${event.lesson}`) ?? event.lesson;
        const step = this.find(`lesson.${event.lesson}.step.${event.step}`) ?? event.step;
        return this.say('event.lesson', { lesson, step });
      }
      default:
        // These rows take the event's own values.
        return this.find(`event.${event.kind}`, { ...event, pod }) ?? '';
    }
  }

  cause(cause: RestartCause): string {
    if (cause.kind === 'unknown') return this.#lastState(cause.lastState);
    return this.find(`cause.${cause.kind}`, cause) ?? '';
  }

  reason(reason: ReadinessReason): string {
    if (reason.kind === 'other') return reason.text;
    if (reason.kind !== 'memory') return this.say(`reason.${reason.kind}`);
    const { percent, oomInSeconds } = reason;
    const memory =
      percent === null
        ? this.say('reason.memoryOut')
        : this.say('reason.memoryAt', { percent: Math.round(percent) });
    return oomInSeconds === null
      ? memory
      : this.say('reason.oomIn', { memory, seconds: Math.round(oomInSeconds) });
  }

  orderResult(result: OrderResult): string {
    switch (result.kind) {
      case 'started':
        return this.say('order.started', { pod: shortNameOf(result.pod), effect: this.#effect(result) });
      case 'trying':
        return this.say('order.trying', { pod: shortNameOf(result.pod), tries: result.tries });
      case 'missed':
        return this.say('order.missed', { missed: this.#missed(result.missed), tries: result.tries });
      case 'stopped': {
        const missed = result.missed.map((each) => this.#missed(each));
        return this.say('order.stopped', { stopped: result.stopped, of: result.of, missed });
      }
      case 'out-of-bounds': {
        const { parameter, minimum, maximum, value } = result;
        const bounds = this.bounds(minimum, maximum) || this.say('aNumber');
        const name = this.find(`parameter.${parameter}`) ?? parameter;
        return this.say('order.out-of-bounds', { parameter: name, bounds, value });
      }
      case 'refused':
        return this.say('order.refused', { reason: this.#refusal(result) });
      default:
        return this.find(`order.${result.kind}`, result) ?? '';
    }
  }

  cannotStop(status: Status, endsInSeconds: number): string {
    const seconds = Math.ceil(endsInSeconds);
    if (status === 'hung') return this.say('cannotStopHung', { seconds });
    return this.say('cannotStop', { status: this.say(`status.${status}`), seconds });
  }

  #effect(result: Extract<OrderResult, { kind: 'started' }>): string {
    const { fault, ending, parameters } = result;
    const variants = [
      `effect.${fault}.${ending}`,
      parameters.maxMib !== undefined && `effect.${fault}.bounded`,
      Number(parameters.jitterMilliseconds ?? 0) > 0 && `effect.${fault}.jitter`,
      `effect.${fault}`,
      'effect.other',
    ];
    const values = plainly({ fault, ...parameters, seconds: result.endsInSeconds });
    return variants.map((name) => name && this.find(name, values)).find(Boolean) || '';
  }

  /** By its code; the API's own message where this release does not know the code. */
  #refusal({ code, figures = {}, message }: Extract<OrderResult, { kind: 'refused' }>): string {
    return this.find(`refusal.${code}`, plainly(figures)) ?? message;
  }

  #missed({ pod, status, endsInSeconds }: Missed): string {
    const name = shortNameOf(pod);
    const missed =
      status === 'ready'
        ? this.say('missed.ready', { pod: name })
        : this.say('missed.other', { pod: name, status: this.say(`status.${status}`) });
    if (endsInSeconds === null) return missed;
    return this.say('missed.ends', { missed, seconds: Math.ceil(endsInSeconds) });
  }

  #silent(event: Extract<PageEvent, { kind: 'silent' }>, pod: string): string {
    if (event.cause) return this.say('event.ended', { pod, cause: this.cause(event.cause) });
    const lost = event.lost === 0 ? '' : this.say('lostBeside', { count: event.lost });
    if (event.status === 'hung') return this.say('event.hung', { pod, lost });
    if (event.status === 'crashed')
      return this.say('event.crashed', { pod, lost, lastState: this.#lastState(event.lastState) });
    return this.say(event.lost === 0 ? 'event.silentUnlost' : 'event.silent', { pod });
  }

  #whyGone({ status, lastState }: Extract<PageEvent, { kind: 'left' }>): string {
    if (status === 'finished' || status === 'terminating') return this.say('left.drained');
    if (status === 'unready' || status === 'hung') return this.say(`left.${status}`);
    return status === 'crashed' ? this.#lastState(lastState) : this.say('left.ready');
  }

  #lastState({ memoryPercent, memoryAgeSeconds, isReady, faults, lifecycle }: LastState): string {
    if (lifecycle === 'draining') return this.say('lastState.terminating');
    const parts: string[] = [];
    if (memoryPercent !== null && memoryPercent >= MEMORY_MATTERS_PERCENT) {
      const [percent, seconds] = [Math.round(memoryPercent), memoryAgeSeconds];
      parts.push(this.say('lastState.memory', { percent, seconds }));
    }
    if (!isReady) parts.push(this.say('lastState.unready'));
    if (faults.length > 0) parts.push(this.say('lastState.faults', { faults }));
    return parts.length === 0 ? this.say('lastState.undrained') : parts.join(', ');
  }

  #limits({ cpuMillicores, memoryBytes }: Extract<PageEvent, { kind: 'limits-changed' }>['now']): string {
    const cpu = cpuMillicores === null ? this.say('noCpuLimit') : cores(cpuMillicores);
    return `${cpu} / ${memoryBytes === null ? this.say('noMemoryLimit') : bytes(memoryBytes)}`;
  }
}

/** The first of the browser's languages that the page has. */
export function localeFor(preferred: readonly string[]): Locale {
  const languages = preferred.map((each) => each.slice(0, 2).toLowerCase());
  return languages.find((each) => each === 'ko' || each === 'en') ?? 'en';
}
