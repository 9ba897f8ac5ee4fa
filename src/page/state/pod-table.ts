import type { FaultStarted, SampleAnswer } from '../../contract.ts';
import { silenceThreshold } from './chance.ts';
import type { EventDetector } from './event-detector.ts';
import { keyOf, type KnownFault, knownFault, restartCause } from './known-fault.ts';
import { Pod } from './pod.ts';
import type { Sample } from './sampler.ts';
import { statusOf } from './status.ts';

const MOST_PODS = 50;
/** Pods that are gone: one that returns under the same name has restarted. */
const MOST_REMEMBERED = 200;
/** While requests are lost, the pod that is silent the longest is suspected at this probability. */
const SUSPECTED_AT = 1e-4;
const FEWEST_LOSSES = 2;
/** A silent pod loses its share of the requests, or less once the Service has removed it. */
const OF_ITS_SHARE = 1 / 3;
/** Time of sampling until the card of a silent pod goes. The back-off after a crash is 10 s, 20 s, 40 s. */
const REMOVED_AFTER_MS = {
  finished: 6000,
  silent: 30_000,
  unready: 120_000,
  crashed: 60_000,
  hung: 60_000,
} as const;
/** After the announced end of the fault that keeps the pod silent. */
const GRACE_MS = 30_000;
const END_IS_LATE_MS = 1500;

/** The pods behind the Service: those that answer, and those that no longer do. */
export class PodTable {
  readonly #pods = new Map<string, Pod>();
  readonly #gone = new Map<string, Pod>();
  readonly #events: EventDetector;

  constructor(events: EventDetector) {
    this.#events = events;
  }

  /** In the order in which they appeared. */
  get pods(): readonly Pod[] {
    return [...this.#pods.values()];
  }

  get answering(): readonly Pod[] {
    return this.pods.filter((pod) => pod.responsiveness === 'answering');
  }

  pod(name: string): Pod | undefined {
    return this.#pods.get(name);
  }

  /** @returns whether the answer shows a restart */
  recordAnswer(answer: SampleAnswer, { sentAtMs, latencyMs }: Sample): boolean {
    const atMs = sentAtMs + latencyMs;
    const received = { sentAtMs, atMs, latencyMs };
    const pod = this.#pods.get(answer.hostname) ?? this.#gone.get(answer.hostname);
    if (!pod) {
      if (this.#pods.size < MOST_PODS) this.#add(new Pod(answer, atMs), received);
      return false;
    }
    this.#gone.delete(pod.name);
    this.#pods.set(pod.name, pod);
    const isLate = isOlder(answer, pod.answer);
    const isRestarted = !isLate && answer.startedAt !== pod.answer.startedAt;
    this.recordSignOfLife(pod, atMs, isRestarted);
    if (isLate) return false;
    if (isRestarted) {
      pod.restarts += 1;
      pod.lastRestart = restartCause(pod.faults, pod.lastState(atMs), answer);
      pod.lastRestartMs = atMs;
      pod.leavingSinceMs = null;
      this.#events.podRestarted(pod, pod.lastRestart, atMs);
    }
    const before = { answer: pod.answer, faults: pod.faults, isReady: pod.isReady };
    pod.read(answer, received);
    // The restart's line in the log covers what ended with it.
    this.#events.podAnswered(isRestarted ? null : before, pod, atMs);
    if (answer.lifecycle === 'draining') pod.leavingSinceMs ??= atMs;
    return isRestarted;
  }

  /** An answer, or a failure that names the pod. */
  recordSignOfLife(pod: Pod, nowMs: number, isRestarted = false): void {
    const before = statusOf(pod, nowMs);
    pod.lastSeenMs = nowMs;
    pod.requestsSinceLastAnswer = 0;
    pod.lossesSinceSeen = { refused: 0, timeout: 0 };
    pod.suspectedState = null;
    if (pod.responsiveness === 'answering') return;
    pod.responsiveness = 'answering';
    pod.leavingSinceMs = null;
    if (!isRestarted) this.#events.podReturned(pod, before, nowMs);
  }

  /** Counts to which pod a request of the fresh lane was routed; unknown where no pod answered. */
  countRouting({ pod: routedTo, loss, sentAtMs, latencyMs }: Sample): void {
    const nowMs = sentAtMs + latencyMs;
    if (routedTo === null && loss) this.#countLoss(loss === 'timeout' ? 'timeout' : 'refused', sentAtMs);
    // kube-proxy may still route to a silent pod. Those losses are not counted against the other pods.
    const threshold = silenceThreshold(this.#pods.size);
    const suspectedThreshold = silenceThreshold(this.#pods.size, SUSPECTED_AT);
    const longest = Math.max(...this.answering.map((pod) => pod.requestsSinceLastAnswer));
    for (const pod of this.answering) {
      // A request that was sent before the pod's last answer says nothing of the time after it.
      if (pod.name === routedTo || sentAtMs < pod.lastSeenMs) continue;
      pod.requestsSinceLastAnswer += 1;
      const suspectedState = suspectedStateOf(pod, this.#pods.size);
      const isSuspected = suspectedState !== null && pod.requestsSinceLastAnswer > longest;
      if (pod.requestsSinceLastAnswer < (isSuspected ? suspectedThreshold : threshold)) continue;
      pod.responsiveness = 'silent';
      pod.silentForMs = 0;
      pod.leavingSinceMs ??= pod.lastSeenMs;
      pod.suspectedState = suspectedState;
      this.#events.podSilent(pod, nowMs);
    }
  }

  /** The answer to an order, whichever pod took it. */
  faultOrdered(started: FaultStarted, nowMs: number): void {
    const pod = this.#pods.get(started.pod);
    if (!pod) return;
    const fault = knownFault(started, nowMs);
    // A sample may have shown the fault before the order was answered.
    const isKnown = pod.faults.some((each) => keyOf(each) === keyOf(fault));
    pod.addFault(fault, nowMs);
    if (!isKnown) this.#events.faultStarted(pod, fault, nowMs);
  }

  faultsStopped(name: string, kinds: readonly string[], nowMs: number): void {
    const pod = this.#pods.get(name);
    if (!pod) return;
    for (const { fault } of pod.faults) if (kinds.includes(fault)) this.#events.faultEnded(pod, fault, nowMs);
    pod.removeFaults(kinds, nowMs);
  }

  /** @param elapsedMs of sampling */
  tick(nowMs: number, elapsedMs: number): void {
    const isAnyAnswering = this.answering.length > 0;
    for (const pod of this.pods) {
      this.#expireFaults(pod, nowMs);
      if (pod.responsiveness !== 'silent') continue;
      pod.silentForMs += elapsedMs;
      // While no pod answers, nothing has replaced this one.
      if (isAnyAnswering && pod.silentForMs >= patienceMs(pod, nowMs)) this.#remove(pod, nowMs);
    }
  }

  #add(pod: Pod, received: Parameters<Pod['read']>[1]): void {
    this.#events.podAppeared(pod, this.pods, received.atMs);
    this.#pods.set(pod.name, pod);
    pod.read(pod.answer, received);
  }

  /** A fault that expires is over at its end, even where no answer of the pod confirms it. */
  #expireFaults(pod: Pod, nowMs: number): void {
    const isOver = (end: KnownFault) => end.ending === 'expiry' && nowMs > end.endsAtMs + END_IS_LATE_MS;
    const over = pod.faults.filter(isOver).map(({ fault }) => fault);
    if (over.length === 0) return;
    this.faultsStopped(pod.name, over, nowMs);
    // The pod gets the full time again to answer.
    pod.silentForMs = 0;
  }

  #countLoss(loss: 'refused' | 'timeout', sentAtMs: number): void {
    for (const pod of this.pods) if (pod.lastSeenMs <= sentAtMs) pod.lossesSinceSeen[loss] += 1;
  }

  #remove(pod: Pod, nowMs: number): void {
    this.#pods.delete(pod.name);
    this.#gone.set(pod.name, pod);
    const [oldest] = this.#gone.keys();
    if (this.#gone.size > MOST_REMEMBERED && oldest !== undefined) this.#gone.delete(oldest);
    this.#events.podGone(pod, this.pods, nowMs);
  }
}

/** Other pods lose requests too: few losses beside many answers are no sign of this pod. */
function suspectedStateOf(pod: Pod, pods: number): Pod['suspectedState'] {
  const { refused, timeout } = pod.lossesSinceSeen;
  const itsShare = (pod.requestsSinceLastAnswer / pods) * OF_ITS_SHARE;
  if (refused + timeout < Math.max(FEWEST_LOSSES, itsShare)) return null;
  return timeout > refused ? 'hung' : 'crashed';
}

function patienceMs(pod: Pod, nowMs: number): number {
  const status = statusOf(pod, nowMs);
  if (status === 'ready' || status === 'starting' || status === 'terminating') return REMOVED_AFTER_MS.silent;
  const lastEndMs = Math.max(0, ...pod.faults.map(({ endsAtMs }) => endsAtMs - nowMs + GRACE_MS));
  return Math.max(REMOVED_AFTER_MS[status], status === 'finished' ? 0 : pod.silentForMs + lastEndMs);
}

/** A slow answer may arrive after one that was given later, even after a restart. */
function isOlder(answer: SampleAnswer, known: SampleAnswer): boolean {
  if (answer.startedAt === known.startedAt) return answer.uptimeSeconds < known.uptimeSeconds;
  return Date.parse(answer.startedAt) < Date.parse(known.startedAt);
}
