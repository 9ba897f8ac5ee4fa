import { EventDetector } from './event-detector.ts';
import { EventLog, noLosses } from './event-log.ts';
import { History, type Second, WatchTime } from './history.ts';
import { type Distribution, LoadDistribution } from './load-distribution.ts';
import { PodTable } from './pod-table.ts';
import type { Pod } from './pod.ts';
import type { Loss, Sample } from './sampler.ts';
import { statusOf } from './status.ts';

/** Everything that the page knows: samples become pods, counts and events. It has no clock and no DOM. */
export class Model {
  readonly log = new EventLog();
  readonly history = new History();
  readonly watchTime = new WatchTime();
  totals = noTotals();
  /** The colour that each version asks for. */
  readonly versions = new Map<string, string>();
  lastLossMs: number | null = null;
  pauseReason: 'paused' | 'hidden' = 'paused';
  /** The pod that the keep-alive lane has stayed with. */
  keepAliveStreak: { readonly pod: string; readonly sinceMs: number; requests: number } | null = null;
  readonly podTable = new PodTable(new EventDetector(this.log));
  readonly #distribution = new LoadDistribution();
  #lastTickMs: number | null = null;

  /** In the order in which they appeared. */
  get pods(): readonly Pod[] {
    return this.podTable.pods;
  }

  /** The pods that the Service routes to, as far as the page can tell. */
  serving(nowMs: number): readonly Pod[] {
    return this.pods.filter((pod) => statusOf(pod, nowMs) === 'ready');
  }

  pod(name: string): Pod | undefined {
    return this.podTable.pod(name);
  }

  record(sample: Sample): void {
    const { lane, sentAtMs, latencyMs, answer, loss, pod } = sample;
    const nowMs = sentAtMs + latencyMs;
    const second = this.history.record(sample);
    if (loss) this.#recordLoss(loss, nowMs);
    if (answer) {
      this.totals.answered += 1;
      if (!this.versions.has(answer.version)) this.versions.set(answer.version, answer.colour);
      if (this.podTable.recordAnswer(answer, sample)) second.restarted.add(answer.hostname);
    } else {
      const known = pod === null ? undefined : this.pod(pod);
      if (known) this.podTable.recordSignOfLife(known, nowMs);
    }
    if (lane === 'keep-alive') this.#countKeepAlive(pod, nowMs);
    else this.podTable.countRouting(sample);
    this.#distribution.update(this.serving(nowMs), nowMs);
    this.#noteStatuses(second, nowMs);
  }

  /** Sampling stops: until it resumes, a silent pod means nothing. */
  pause(nowMs: number, why: 'paused' | 'hidden' = 'paused'): void {
    this.pauseReason = why;
    if (this.isPaused) return;
    this.watchTime.stoppedAtMs = nowMs;
    this.log.add(nowMs, { kind: why });
  }

  resume(nowMs: number): void {
    if (!this.isPaused) return;
    this.log.add(nowMs, { kind: 'resumed', afterSeconds: this.watchTime.resume(nowMs) });
    this.#lastTickMs = nowMs;
  }

  get isPaused(): boolean {
    return this.watchTime.stoppedAtMs !== null;
  }

  /** Called about once a second. Removes pods that have been silent for long. */
  tick(nowMs: number): void {
    // While the machine slept, nothing was sampled.
    const elapsedMs = Math.min(2000, nowMs - (this.#lastTickMs ?? nowMs));
    this.#lastTickMs = nowMs;
    if (this.isPaused) return;
    this.history.forgetOld(nowMs);
    this.podTable.tick(nowMs, elapsedMs);
    this.#distribution.update(this.serving(nowMs), nowMs);
    this.#noteStatuses(this.history.second(nowMs), nowMs);
    this.#forgetVersions();
  }

  /** Sets the counters to zero; the pods stay known. */
  beginLesson(nowMs: number): void {
    const { lost, answered } = this.totals;
    this.totals = noTotals();
    this.lastLossMs = null;
    this.watchTime.reset();
    for (const pod of this.pods) {
      pod.restarts = 0;
      pod.lastRestart = null;
    }
    this.log.add(nowMs, { kind: 'new-lesson', lost, answered });
  }

  distribution(nowMs: number): Distribution {
    const isAnyLeaving = this.podTable.answering.some((pod) => statusOf(pod, nowMs) !== 'ready');
    return this.#distribution.judge(this.history.lastMinute(nowMs), this.serving(nowMs), isAnyLeaving, nowMs);
  }

  #countKeepAlive(pod: string | null, nowMs: number): void {
    if (pod === null) this.keepAliveStreak = null;
    else if (this.keepAliveStreak?.pod === pod) this.keepAliveStreak.requests += 1;
    else this.keepAliveStreak = { pod, sinceMs: nowMs, requests: 1 };
  }

  #recordLoss(loss: Loss, nowMs: number): void {
    this.totals.lost += 1;
    this.totals.byLoss[loss] += 1;
    this.lastLossMs = nowMs;
    this.log.addLoss(loss, nowMs);
  }

  #noteStatuses(second: Second, nowMs: number): void {
    for (const pod of this.pods) {
      if (pod.faults.length > 0) second.faulty.add(pod.name);
      const status = statusOf(pod, nowMs);
      if (status !== 'ready') second.statuses.set(pod.name, status);
    }
  }

  /** A version is kept as long as a pod or a request of it is on the page. */
  #forgetVersions(): void {
    const seen = new Set(this.pods.map(({ answer }) => answer.version));
    for (const { byVersion } of this.history.seconds)
      for (const version of byVersion.keys()) seen.add(version);
    for (const version of this.versions.keys()) if (!seen.has(version)) this.versions.delete(version);
  }
}

function noTotals() {
  return { answered: 0, lost: 0, byLoss: noLosses() };
}
