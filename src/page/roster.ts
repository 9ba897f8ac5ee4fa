import type { FaultStarted, SampleAnswer } from '../contract.ts';
import { silenceThreshold } from './chance.ts';
import { type KnownFault, ordered } from './known-fault.ts';
import type { News } from './news.ts';
import { Pod } from './pod.ts';
import { restartCause } from './restart.ts';
import type { Sample } from './sampling.ts';
import { statusOf } from './status.ts';

const MOST_PODS = 50;
/** Names of pods that left: one that comes back under its name has restarted. */
const MOST_REMEMBERED = 200;
/** Where requests are being lost, whoever was missed longest is doubted sooner. */
const DOUBT_AT_LOSSES = 1e-4;
const FEWEST_TO_BLAME = 2;
/**
 * A pod that is chosen and does not answer loses its share of the requests; it may have been taken out
 * half-way.
 */
const OF_ITS_SHARE = 1 / 3;
/**
 * Seconds of sampling until the card of an absent pod goes; a back-off after a crash takes 10 s, then 20,
 * then 40.
 */
const LEAVES_AFTER_MS = {
  finished: 6000,
  silent: 30_000,
  unready: 120_000,
  crashed: 60_000,
  hung: 60_000,
} as const;
/** After the announced end of the fault that keeps it away. */
const GRACE_MS = 30_000;
const END_IS_LATE_MS = 1500;

/** Who is behind the Service: from whom answers come, and from whom they come no more. */
export class Roster {
  readonly #pods = new Map<string, Pod>();
  readonly #departed = new Map<string, Pod>();
  readonly #news: News;

  constructor(news: News) {
    this.#news = news;
  }

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

  /** Answers whether the answer shows a restart. */
  hear(answer: SampleAnswer, { lane, sentAtMs, latencyMs }: Sample): boolean {
    const atMs = sentAtMs + latencyMs;
    const received = { sentAtMs, atMs, latencyMs };
    const known = this.#pods.get(answer.hostname) ?? this.#recall(answer.hostname);
    if (!known) {
      if (this.#pods.size >= MOST_PODS) return false;
      const pod = new Pod(answer, atMs);
      pod.answers = lane === 'fresh' ? 1 : 0;
      this.#news.met(pod, this.pods, atMs);
      this.#pods.set(pod.name, pod);
      pod.read(answer, received);
      return false;
    }
    if (lane === 'fresh') known.answers += 1;
    const isLate = isOlder(answer, known.answer);
    const isRestarted = !isLate && answer.startedAt !== known.answer.startedAt;
    this.seen(known, atMs, isRestarted);
    if (isLate) return false;
    if (isRestarted) {
      known.restarts += 1;
      known.lastRestart = restartCause(known, answer, atMs);
      known.lastRestartMs = atMs;
      known.leavingSinceMs = null;
      this.#news.restarted(known, atMs);
    }
    const before = { answer: known.answer, faults: known.faults, isReady: known.isReady };
    known.read(answer, received);
    // What ended with the earlier life is told by the restart.
    this.#news.compare(isRestarted ? null : before, known, atMs);
    if (answer.lifecycle === 'draining') known.leavingSinceMs ??= atMs;
    return isRestarted;
  }

  /** A sign of life: an answer, or a failure with its name on it. */
  seen(pod: Pod, nowMs: number, isRestarted = false): void {
    const before = statusOf(pod, nowMs);
    pod.lastSeenMs = nowMs;
    pod.missedSince = 0;
    pod.lossesSinceSeen = { refused: 0, timeout: 0 };
    pod.blame = null;
    if (pod.presence === 'answering') return;
    pod.presence = 'answering';
    pod.leavingSinceMs = null;
    if (!isRestarted) this.#news.back(pod, before, nowMs);
  }

  /** @param chosen whom a request of the fresh lane met; `null` where nobody answered */
  countChoice({ pod: chosen, loss, sentAtMs, latencyMs }: Sample): void {
    const nowMs = sentAtMs + latencyMs;
    if (chosen === null && loss) this.#blame(loss === 'timeout' ? 'timeout' : 'refused', sentAtMs);
    // Who fell silent may still be chosen: what is lost then is no sign against the others.
    const threshold = silenceThreshold(this.#pods.size);
    const atLosses = silenceThreshold(this.#pods.size, DOUBT_AT_LOSSES);
    const longest = Math.max(...this.answering.map(({ missedSince }) => missedSince));
    for (const pod of this.answering) {
      if (pod.name === chosen) continue;
      pod.missedSince += 1;
      const { refused, timeout } = pod.lossesSinceSeen;
      const isDoubted = refused + timeout >= FEWEST_TO_BLAME && pod.missedSince > longest;
      if (pod.missedSince < (isDoubted ? atLosses : threshold)) continue;
      pod.presence = 'silent';
      pod.silentForMs = 0;
      pod.leavingSinceMs ??= pod.lastSeenMs;
      pod.blame = blameFor(pod, this.#pods.size);
      this.#news.silent(pod, nowMs);
    }
  }

  /** The answer to an order, wherever it went. */
  order(started: FaultStarted, nowMs: number): void {
    const pod = this.#pods.get(started.pod);
    if (!pod) return;
    const fault = ordered(started, nowMs);
    pod.knowFault(fault, nowMs);
    this.#news.faultStarted(pod, fault, nowMs);
  }

  stopped(name: string, kinds: readonly string[], nowMs: number): void {
    const pod = this.#pods.get(name);
    if (!pod) return;
    for (const { fault } of pod.faults) if (kinds.includes(fault)) this.#news.faultEnded(pod, fault, nowMs);
    pod.forgetFaults(kinds, nowMs);
  }

  /** @param elapsedMs of sampling */
  tick(nowMs: number, elapsedMs: number): void {
    const isAnyAnswering = this.answering.length > 0;
    for (const pod of this.pods) {
      this.#expireFaults(pod, nowMs);
      if (pod.presence !== 'silent') continue;
      pod.silentForMs += elapsedMs;
      // Where nobody answers there is nobody who took its place.
      if (isAnyAnswering && pod.silentForMs >= patienceMs(pod, nowMs)) this.#remove(pod, nowMs);
    }
  }

  /** A fault that undoes itself is over at its end, also where the pod is not met to say so. */
  #expireFaults(pod: Pod, nowMs: number): void {
    const isOver = (end: KnownFault) => end.ending === 'expiry' && nowMs > end.endsAtMs + END_IS_LATE_MS;
    const over = pod.faults.filter(isOver).map(({ fault }) => fault);
    if (over.length === 0) return;
    this.stopped(pod.name, over, nowMs);
    // It gets the time anew to come back.
    pod.silentForMs = 0;
  }

  #blame(loss: 'refused' | 'timeout', sentAtMs: number): void {
    for (const pod of this.pods) if (pod.lastSeenMs <= sentAtMs) pod.lossesSinceSeen[loss] += 1;
  }

  #remove(pod: Pod, nowMs: number): void {
    this.#pods.delete(pod.name);
    this.#departed.set(pod.name, pod);
    const [oldest] = this.#departed.keys();
    if (this.#departed.size > MOST_REMEMBERED && oldest !== undefined) this.#departed.delete(oldest);
    this.#news.left(pod, this.pods, nowMs);
  }

  #recall(name: string): Pod | undefined {
    const pod = this.#departed.get(name);
    if (!pod) return undefined;
    this.#departed.delete(name);
    this.#pods.set(name, pod);
    return pod;
  }
}

/** Others lose requests too: few losses beside many answers are not this one's. */
function blameFor({ lossesSinceSeen, missedSince }: Pod, pods: number): Pod['blame'] {
  const { refused, timeout } = lossesSinceSeen;
  if (refused + timeout < Math.max(FEWEST_TO_BLAME, (missedSince / pods) * OF_ITS_SHARE)) return null;
  return timeout > refused ? 'hung' : 'crashed';
}

function patienceMs(pod: Pod, nowMs: number): number {
  const status = statusOf(pod, nowMs);
  if (status === 'ready' || status === 'starting' || status === 'terminating') return LEAVES_AFTER_MS.silent;
  const lastEndMs = Math.max(0, ...pod.faults.map(({ endsAtMs }) => endsAtMs - nowMs + GRACE_MS));
  return Math.max(LEAVES_AFTER_MS[status], status === 'finished' ? 0 : pod.silentForMs + lastEndMs);
}

/** A slow answer may arrive after one that was given later, even after a restart. */
function isOlder(answer: SampleAnswer, known: SampleAnswer): boolean {
  if (answer.startedAt === known.startedAt) return answer.uptimeSeconds < known.uptimeSeconds;
  return Date.parse(answer.startedAt) < Date.parse(known.startedAt);
}
