import type { FaultStarted } from '../contract.ts';
import { EventLog } from './events.ts';
import { History, type Second } from './history.ts';
import { LossGroups, noLosses } from './losses.ts';
import { News } from './news.ts';
import type { Pod } from './pod.ts';
import { Roster } from './roster.ts';
import type { Loss, Sample } from './sampling.ts';
import { type Spread, SpreadJudge } from './spread.ts';
import { statusOf } from './status.ts';
import { WatchTime } from './watch-time.ts';

export interface Totals {
  answered: number;
  lost: number;
  readonly byLoss: Record<Loss, number>;
}

/** Everything the page knows: from samples to pods, counts and events. No clock and no DOM of its own. */
export class Model {
  readonly log = new EventLog();
  readonly history = new History();
  readonly watchTime = new WatchTime();
  totals: Totals = { answered: 0, lost: 0, byLoss: noLosses() };
  /** What each version claims as its colour. */
  readonly versions = new Map<string, string>();
  lastLossMs: number | null = null;
  /** Why nothing is sent, where nothing is. */
  pauseReason: 'paused' | 'hidden' = 'paused';
  /** With whom the keep-alive lane is, since when, for how many requests. */
  stay: { readonly pod: string; readonly sinceMs: number; requests: number } | null = null;
  readonly #roster = new Roster(new News(this.log));
  readonly #spread = new SpreadJudge();
  readonly #losses = new LossGroups(this.log);
  #lastTickMs: number | null = null;

  /** In the order in which they appeared. */
  get pods(): readonly Pod[] {
    return this.#roster.pods;
  }

  get answering(): readonly Pod[] {
    return this.#roster.answering;
  }

  /** Among whom the Service chooses, as far as the page can tell. */
  serving(nowMs: number): readonly Pod[] {
    return this.pods.filter((pod) => statusOf(pod, nowMs) === 'ready');
  }

  pod(name: string): Pod | undefined {
    return this.#roster.pod(name);
  }

  record(sample: Sample): void {
    const { lane, sentAtMs, latencyMs, answer, loss, pod } = sample;
    const nowMs = sentAtMs + latencyMs;
    const second = this.history.record(sample);
    if (loss) this.#lose(loss, nowMs);
    if (answer) {
      this.totals.answered += 1;
      if (!this.versions.has(answer.version)) this.versions.set(answer.version, answer.colour);
      if (this.#roster.hear(answer, sample)) second.restarted.add(answer.hostname);
    } else {
      const known = pod === null ? undefined : this.pod(pod);
      if (known) this.#roster.seen(known, nowMs);
    }
    if (lane === 'keep-alive') this.#stayWith(pod, nowMs);
    else {
      this.#roster.countChoice(sample);
      if (pod !== null) this.#spread.count(pod, nowMs);
    }
    this.#spread.update(this.serving(nowMs), nowMs);
    this.#noteStates(second, nowMs);
  }

  /** A request was due that could not be sent: the browser had no connection left. */
  skip(nowMs: number): void {
    this.history.skip(nowMs);
  }

  order(started: FaultStarted, nowMs: number): void {
    this.#roster.order(started, nowMs);
  }

  stopped(pod: string, kinds: readonly string[], nowMs: number): void {
    this.#roster.stopped(pod, kinds, nowMs);
  }

  /** Sampling stops: until it resumes nobody's silence means anything. */
  pause(nowMs: number, why: 'paused' | 'hidden' = 'paused'): void {
    this.pauseReason = why;
    if (!this.watchTime.isWatching) return;
    this.watchTime.stop(nowMs);
    this.log.add(nowMs, { kind: why });
  }

  resume(nowMs: number): void {
    if (this.watchTime.isWatching) return;
    this.log.add(nowMs, { kind: 'resumed', afterSeconds: this.watchTime.resume(nowMs) });
    this.#lastTickMs = nowMs;
  }

  get isPaused(): boolean {
    return !this.watchTime.isWatching;
  }

  /** Lets time pass: who has been silent for long leaves. Call it about once a second. */
  tick(nowMs: number): void {
    // Sampled time only; a machine that slept did not sample.
    const elapsedMs = Math.min(2000, nowMs - (this.#lastTickMs ?? nowMs));
    this.#lastTickMs = nowMs;
    if (this.isPaused) return;
    this.history.forgetOld(nowMs);
    this.#spread.forgetOld(nowMs);
    this.#roster.tick(nowMs, elapsedMs);
    this.#spread.update(this.serving(nowMs), nowMs);
    this.#noteStates(this.history.second(nowMs), nowMs);
    this.#forgetVersions();
  }

  /** Counters begin at zero; what is behind the Service stays known. */
  beginLesson(nowMs: number): void {
    const { lost, answered } = this.totals;
    this.totals = { answered: 0, lost: 0, byLoss: noLosses() };
    this.lastLossMs = null;
    this.watchTime.reset();
    this.#losses.close();
    for (const pod of this.pods) {
      pod.restarts = 0;
      pod.lastRestart = null;
    }
    this.log.add(nowMs, { kind: 'new-lesson', lost, answered });
  }

  spread(nowMs: number): Spread {
    const isAnyLeaving = this.answering.some((pod) => statusOf(pod, nowMs) !== 'ready');
    return this.#spread.judge(this.serving(nowMs), isAnyLeaving, nowMs);
  }

  #stayWith(pod: string | null, nowMs: number): void {
    if (pod === null) this.stay = null;
    else if (this.stay?.pod === pod) this.stay.requests += 1;
    else this.stay = { pod, sinceMs: nowMs, requests: 1 };
  }

  #lose(loss: Loss, nowMs: number): void {
    this.totals.lost += 1;
    this.totals.byLoss[loss] += 1;
    this.lastLossMs = nowMs;
    this.#losses.add(loss, nowMs);
  }

  #noteStates(second: Second, nowMs: number): void {
    for (const pod of this.pods) {
      if (pod.faults.length > 0) second.faulty.add(pod.name);
      const status = statusOf(pod, nowMs);
      if (status !== 'ready') second.statuses.set(pod.name, status);
    }
  }

  /** A version is remembered as long as something of it can be seen. */
  #forgetVersions(): void {
    const seen = new Set(this.pods.map(({ answer }) => answer.version));
    for (const { byVersion } of this.history.seconds)
      for (const version of byVersion.keys()) seen.add(version);
    for (const version of this.versions.keys()) if (!seen.has(version)) this.versions.delete(version);
  }
}
