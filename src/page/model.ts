import type { SampleAnswer } from '../contract.ts';
import { expectedRange, quantile, type Range, silenceThreshold } from './chance.ts';
import { EventLog, type Happening } from './events.ts';
import { Pod } from './pod.ts';
import type { Lane, Loss, Sample } from './sampling.ts';

export interface Cell {
  readonly lane: Lane;
  readonly sentAtMs: number;
  /** `null` where nobody answered. */
  readonly pod: string | null;
  readonly version: string | null;
  readonly loss: Loss | null;
}

/** What one second brought. */
export interface Second {
  /** Whole seconds of the page's clock. */
  readonly second: number;
  readonly cells: Cell[];
  /** Answers of the fresh lane. */
  readonly byVersion: Map<string, number>;
  /** Of both lanes. */
  lost: number;
  /** Pods that said a fault was active. */
  readonly faulty: Map<string, readonly string[]>;
  /** Pods that were seen restarted. */
  readonly restarted: Set<string>;
}

export interface Share {
  readonly pod: string;
  readonly answers: number;
}

/** How the fresh lane's answers are spread over the pods, since the pods last changed and at most a minute back. */
export interface Spread {
  readonly requests: number;
  readonly shares: readonly Share[];
  /** Answers each pod gets by random choice in 99 of 100 cases; `null` where there are too few answers to tell. */
  readonly expected: Range | null;
}

export interface Totals {
  answered: number;
  lost: number;
  readonly byLoss: Record<Loss, number>;
}

/** Whom a request of the fresh lane met; `null` where nobody answered. */
interface Choice {
  readonly atMs: number;
  readonly pod: string | null;
  readonly latencyMs: number;
  readonly isReused: boolean;
}

const KEPT_SECONDS = 300;
const WINDOW_MS = 60_000;
const FEWEST_TO_JUDGE = 20;
const RARE_SHARE = 0.05;
const MOST_PODS = 50;
/** A container that restarts has this long to come back under its own card; back-off after a crash starts at 10 s. */
const LEAVES_AFTER_MS = 30_000;
/** Who said goodbye is not waited for. */
const DRAINED_LEAVES_AFTER_MS = 6000;
const LOSS_GROUP_GAP_MS = 3000;

/** Everything the page knows: from samples to pods, counts and events. No clock and no DOM of its own. */
export class Model {
  readonly log = new EventLog();
  readonly totals: Totals = { answered: 0, lost: 0, byLoss: noLosses() };
  /** Versions in the order in which they were first seen. */
  readonly versions: { version: string; colour: string }[] = [];
  lastLossMs: number | null = null;
  /** With whom the keep-alive lane is, since when, for how many requests. */
  stay: { readonly pod: string; readonly sinceMs: number; requests: number } | null = null;
  readonly #pods = new Map<string, Pod>();
  readonly #seconds = new Map<number, Second>();
  #recent: Choice[] = [];
  #skipsMs: number[] = [];
  #spreadSinceMs = 0;
  #lossGroup: { id: number; firstMs: number; lastMs: number; byKind: Record<Loss, number> } | null = null;
  #pausedAtMs: number | null = null;
  #lastTickMs: number | null = null;

  /** In the order in which they appeared. */
  get pods(): readonly Pod[] {
    return [...this.#pods.values()];
  }

  get answering(): readonly Pod[] {
    return this.pods.filter((pod) => pod.presence === 'answering');
  }

  pod(name: string): Pod | undefined {
    return this.#pods.get(name);
  }

  /** Oldest first; seconds in which nothing was sent are missing. */
  get seconds(): readonly Second[] {
    return [...this.#seconds.values()].sort((a, b) => a.second - b.second);
  }

  record(sample: Sample): void {
    const { lane, sentAtMs, latencyMs, answer, loss, pod, version } = sample;
    const second = this.#second(sentAtMs);
    second.cells.push({ lane, sentAtMs, pod, version, loss });
    const nowMs = sentAtMs + latencyMs;
    if (loss) this.#lose(loss, second, nowMs);
    if (answer) this.#hear(answer, sample, second, nowMs);
    else if (pod !== null) this.#glimpse(pod, nowMs);
    if (lane === 'keep-alive') this.#stayWith(pod, nowMs);
    else {
      // It was asked for a fresh one: a proxy on the way keeps connections.
      const isReused = (answer?.requestsOnConnection ?? 1) > 1;
      this.#countChoice({ atMs: nowMs, pod, latencyMs, isReused });
    }
  }

  /** A request was due that could not be sent: the browser had no connection left. */
  skip(nowMs: number): void {
    this.#skipsMs.push(nowMs);
  }

  /** In the last minute. */
  get skipped(): number {
    return this.#skipsMs.length;
  }

  /** Sampling stops: until it resumes nobody's silence means anything. */
  pause(nowMs: number): void {
    if (this.#pausedAtMs !== null) return;
    this.#pausedAtMs = nowMs;
    this.log.add(nowMs, { kind: 'paused' });
  }

  resume(nowMs: number): void {
    if (this.#pausedAtMs === null) return;
    this.log.add(nowMs, { kind: 'resumed', afterSeconds: (nowMs - this.#pausedAtMs) / 1000 });
    this.#pausedAtMs = null;
    this.#lastTickMs = nowMs;
  }

  get isPaused(): boolean {
    return this.#pausedAtMs !== null;
  }

  /** Lets time pass: who has been silent for long leaves. Call it about once a second. */
  tick(nowMs: number): void {
    // Sampled time only; a machine that slept did not sample.
    const elapsedMs = Math.min(2000, nowMs - (this.#lastTickMs ?? nowMs));
    this.#lastTickMs = nowMs;
    this.#forgetOld(nowMs);
    if (this.isPaused) return;
    for (const pod of this.pods) {
      if (pod.presence !== 'silent') continue;
      pod.silentForMs += elapsedMs;
      const patienceMs = pod.answer.lifecycle === 'draining' ? DRAINED_LEAVES_AFTER_MS : LEAVES_AFTER_MS;
      // Where nobody answers there is nobody who took its place.
      if (pod.silentForMs >= patienceMs && this.answering.length > 0) this.#remove(pod, nowMs);
    }
  }

  /** Answers of the fresh lane by version, in the order in which the versions appeared. */
  mix(nowMs: number, seconds: number): Map<string, number> {
    const from = Math.floor(nowMs / 1000) - seconds;
    const byVersion = new Map<string, number>();
    for (const { version } of this.versions) {
      let answers = 0;
      for (const each of this.#seconds.values())
        if (each.second > from) answers += each.byVersion.get(version) ?? 0;
      if (answers > 0) byVersion.set(version, answers);
    }
    return byVersion;
  }

  /** Milliseconds of the fresh lane's answers in the last minute; `null` without any. */
  latency(nowMs: number): { p50: number | null; p99: number | null } {
    const latencies = this.#recent
      .filter(({ atMs, pod }) => pod !== null && atMs > nowMs - WINDOW_MS)
      .map(({ latencyMs }) => latencyMs);
    return { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) };
  }

  /**
   * How many of the last minute's requests shared a connection with others, although fresh ones were asked for. 0 where
   * it is a rare exception, which moves no share.
   */
  get reusedConnections(): number {
    const reused = this.#recent.filter(({ isReused }) => isReused).length;
    return reused > this.#recent.length * RARE_SHARE ? reused : 0;
  }

  /** What became of the requests of the last seconds, both lanes. */
  outcomes(nowMs: number, seconds: number): { sent: number; lost: number } {
    const from = Math.floor(nowMs / 1000) - seconds;
    let sent = 0;
    let lost = 0;
    for (const each of this.#seconds.values()) {
      if (each.second <= from) continue;
      sent += each.cells.length;
      lost += each.lost;
    }
    return { sent, lost };
  }

  spread(nowMs: number): Spread {
    const sinceMs = Math.max(this.#spreadSinceMs, nowMs - WINDOW_MS);
    const answering = this.answering;
    const counts = new Map(answering.map(({ name }) => [name, 0]));
    let requests = 0;
    for (const { atMs, pod } of this.#recent) {
      const count = pod === null ? undefined : counts.get(pod);
      if (pod === null || count === undefined || atMs < sinceMs) continue;
      counts.set(pod, count + 1);
      requests += 1;
    }
    return {
      requests,
      shares: [...counts].map(([pod, answers]) => ({ pod, answers })),
      expected:
        requests >= FEWEST_TO_JUDGE && answering.length > 1
          ? expectedRange(requests, answering.length)
          : null,
    };
  }

  #hear(answer: SampleAnswer, { lane, latencyMs }: Sample, second: Second, nowMs: number): void {
    this.totals.answered += 1;
    if (lane === 'fresh') {
      second.byVersion.set(answer.version, (second.byVersion.get(answer.version) ?? 0) + 1);
    }
    if (answer.faults.length > 0) second.faulty.set(answer.hostname, kindsOf(answer));
    const known = this.#pods.get(answer.hostname);
    if (!known) {
      this.#meet(answer, lane === 'fresh', latencyMs, nowMs);
      return;
    }
    if (lane === 'fresh') known.answers += 1;
    const isLate = isOlder(answer, known.answer);
    const isRestarted = !isLate && answer.startedAt !== known.answer.startedAt;
    this.#seen(known, nowMs, isRestarted);
    if (isLate) return;
    if (isRestarted) {
      known.restarts += 1;
      second.restarted.add(known.name);
      this.log.add(nowMs, {
        kind: 'restarted',
        pod: known.name,
        afterSeconds: known.answer.uptimeSeconds,
        lastWords: known.lastWords,
      });
    }
    // What ended with the earlier life is told by the restart.
    this.#compare(isRestarted ? null : known.answer, answer, nowMs);
    known.read(answer, nowMs, latencyMs);
  }

  #meet(answer: SampleAnswer, countsAsChoice: boolean, latencyMs: number, nowMs: number): void {
    const { hostname, version, colour } = answer;
    const isKnownVersion = this.pods.some((pod) => pod.answer.version === version);
    if (!this.versions.some((each) => each.version === version)) this.versions.push({ version, colour });
    if (this.#pods.size >= MOST_PODS) return;
    if (this.#pods.size > 0 && !isKnownVersion) this.log.add(nowMs, { kind: 'version-new', version });
    this.log.add(nowMs, { kind: 'appeared', pod: hostname, version });
    const pod = new Pod(answer, nowMs);
    pod.answers = countsAsChoice ? 1 : 0;
    this.#pods.set(hostname, pod);
    this.#spreadSinceMs = nowMs;
    this.#compare(null, answer, nowMs);
    pod.read(answer, nowMs, latencyMs);
  }

  /** A failure with a name on it. */
  #glimpse(name: string, nowMs: number): void {
    const pod = this.#pods.get(name);
    if (pod) this.#seen(pod, nowMs);
  }

  #seen(pod: Pod, nowMs: number, isRestarted = false): void {
    pod.lastSeenMs = nowMs;
    pod.missedSince = 0;
    if (pod.presence === 'answering') return;
    pod.presence = 'answering';
    this.#spreadSinceMs = nowMs;
    if (!isRestarted) this.log.add(nowMs, { kind: 'back', pod: pod.name });
  }

  #compare(before: SampleAnswer | null, now: SampleAnswer, nowMs: number): void {
    const pod = now.hostname;
    if (now.lifecycle === 'draining') {
      if (before?.lifecycle !== 'draining') this.log.add(nowMs, { kind: 'draining', pod });
    } else {
      const wasReady = before === null || before.readiness.status === 'ok';
      const isReady = now.readiness.status === 'ok';
      if (wasReady && !isReady) this.log.add(nowMs, { kind: 'unready', pod, reason: now.readiness.reason });
      if (!wasReady && isReady) this.log.add(nowMs, { kind: 'ready', pod });
    }
    const started = (answer: SampleAnswer | null) =>
      new Map(answer?.faults.map((fault) => [`${fault.fault} ${fault.startedAt}`, fault]));
    const [faultsBefore, faultsNow] = [started(before), started(now)];
    for (const [key, { fault }] of faultsBefore)
      if (!faultsNow.has(key)) this.log.add(nowMs, { kind: 'fault-ended', pod, fault });
    for (const [key, { fault, secondsLeft }] of faultsNow)
      if (!faultsBefore.has(key)) this.log.add(nowMs, { kind: 'fault-started', pod, fault, secondsLeft });
  }

  #stayWith(pod: string | null, nowMs: number): void {
    if (pod === null) this.stay = null;
    else if (this.stay?.pod === pod) this.stay.requests += 1;
    else this.stay = { pod, sinceMs: nowMs, requests: 1 };
  }

  #countChoice(choice: Choice): void {
    const { atMs: nowMs, pod: chosen } = choice;
    this.#recent.push(choice);
    // Who fell silent may still be chosen: what is lost then is no sign against the others.
    const threshold = silenceThreshold(this.#pods.size);
    for (const pod of this.answering) {
      if (pod.name === chosen) continue;
      pod.missedSince += 1;
      if (pod.missedSince < threshold) continue;
      pod.presence = 'silent';
      pod.silentForMs = 0;
      this.#spreadSinceMs = nowMs;
      // One that drained said goodbye: that it leaves is told once, when it has left.
      if (pod.answer.lifecycle !== 'draining')
        this.log.add(nowMs, { kind: 'silent', pod: pod.name, lastWords: pod.lastWords });
    }
  }

  #remove(pod: Pod, nowMs: number): void {
    this.#pods.delete(pod.name);
    const { lastSeenMs, lastWords } = pod;
    this.log.add(nowMs, { kind: 'left', pod: pod.name, lastSeenMs, lastWords });
    const { version } = pod.answer;
    if (!this.pods.some((each) => each.answer.version === version))
      this.log.add(nowMs, { kind: 'version-gone', version });
  }

  #lose(loss: Loss, second: Second, nowMs: number): void {
    second.lost += 1;
    this.totals.lost += 1;
    this.totals.byLoss[loss] += 1;
    this.lastLossMs = nowMs;
    const group = this.#lossGroup;
    if (group && nowMs - group.lastMs < LOSS_GROUP_GAP_MS) {
      group.lastMs = nowMs;
      group.byKind[loss] += 1;
      this.log.replace(group.id, lossesOf(group));
      return;
    }
    const byKind = { ...noLosses(), [loss]: 1 };
    const opened = { id: 0, firstMs: nowMs, lastMs: nowMs, byKind };
    opened.id = this.log.add(nowMs, lossesOf(opened));
    this.#lossGroup = opened;
  }

  #second(atMs: number): Second {
    const second = Math.floor(atMs / 1000);
    let known = this.#seconds.get(second);
    if (!known) {
      known = { second, cells: [], byVersion: new Map(), lost: 0, faulty: new Map(), restarted: new Set() };
      this.#seconds.set(second, known);
    }
    return known;
  }

  #forgetOld(nowMs: number): void {
    const oldest = Math.floor(nowMs / 1000) - KEPT_SECONDS;
    for (const second of this.#seconds.keys()) if (second < oldest) this.#seconds.delete(second);
    this.#skipsMs = this.#skipsMs.filter((atMs) => atMs > nowMs - WINDOW_MS);
    this.#recent = this.#recent.filter(({ atMs }) => atMs > nowMs - WINDOW_MS);
  }
}

function noLosses(): Record<Loss, number> {
  return { 'no-answer': 0, timeout: 0, '5xx': 0, 'wrong-answer': 0 };
}

function lossesOf(group: { firstMs: number; lastMs: number; byKind: Record<Loss, number> }): Happening {
  const count = Object.values(group.byKind).reduce((sum, each) => sum + each, 0);
  return { kind: 'lost', count, byKind: { ...group.byKind }, seconds: (group.lastMs - group.firstMs) / 1000 };
}

function kindsOf({ faults }: SampleAnswer): string[] {
  return faults.map(({ fault }) => fault);
}

/** A slow answer may arrive after one that was given later, even after a restart. */
function isOlder(answer: SampleAnswer, known: SampleAnswer): boolean {
  if (answer.startedAt === known.startedAt) return answer.uptimeSeconds < known.uptimeSeconds;
  return Date.parse(answer.startedAt) < Date.parse(known.startedAt);
}
