import type { EventLog } from './event-log.ts';
import { announcedCause, keyOf, type KnownFault, type RestartCause } from './known-fault.ts';
import type { Pod } from './pod.ts';
import { announcedEnd, readinessReason, type Status, statusOf } from './status.ts';

/** Long enough for a sample to reach every pod that already runs. */
const OPENING_MS = 10_000;

/** Writes changes into the log. The pods that ran when the page opened are one line. */
export class EventDetector {
  readonly #log: EventLog;
  #openedAtMs: number | null = null;
  #opening: { id: number; pods: readonly string[]; versions: readonly string[] } | null = null;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** @param others the pods that were known before this one */
  podAppeared(pod: Pod, others: readonly Pod[], nowMs: number): void {
    const { hostname, version, uptimeSeconds } = pod.answer;
    this.#openedAtMs ??= nowMs;
    const isOlderThanPage = nowMs - uptimeSeconds * 1000 < this.#openedAtMs;
    if (isOlderThanPage && nowMs - this.#openedAtMs < OPENING_MS) {
      this.#addToOpening(hostname, version, nowMs);
      return;
    }
    if (!others.some(({ answer }) => answer.version === version))
      this.#log.add(nowMs, { kind: 'version-new', version });
    if (isOlderThanPage) this.#log.add(nowMs, { kind: 'joined', pod: hostname, version, uptimeSeconds });
    else this.#log.add(nowMs, { kind: 'appeared', pod: hostname, version });
  }

  podRestarted({ name, answer }: Pod, cause: RestartCause, nowMs: number): void {
    this.#log.add(nowMs, { kind: 'restarted', pod: name, afterSeconds: answer.uptimeSeconds, cause });
  }

  /** @param before `null` after a restart: nothing can be compared */
  podAnswered(before: Pick<Pod, 'answer' | 'faults' | 'isReady'> | null, pod: Pod, nowMs: number): void {
    const { answer: now, name } = pod;
    const wasReady = before === null || before.isReady;
    if (now.lifecycle === 'draining') {
      if (before?.answer.lifecycle !== 'draining') this.#log.add(nowMs, { kind: 'terminating', pod: name });
    } else if (pod.isReady) {
      if (!wasReady) this.#log.add(nowMs, { kind: 'ready', pod: name });
    } else if (wasReady) this.#log.add(nowMs, { kind: 'unready', pod: name, reason: readinessReason(pod) });
    const limits = before?.answer.limits;
    if (limits && JSON.stringify(limits) !== JSON.stringify(now.limits))
      this.#log.add(nowMs, { kind: 'limits-changed', pod: name, before: limits, now: now.limits });
    const missingIn = (others: readonly KnownFault[]) => (fault: KnownFault) =>
      others.every((other) => keyOf(other) !== keyOf(fault));
    const earlier = before?.faults ?? [];
    for (const { fault } of earlier.filter(missingIn(pod.faults))) this.faultEnded(pod, fault, nowMs);
    for (const fault of pod.faults.filter(missingIn(earlier))) this.faultStarted(pod, fault, nowMs);
  }

  faultStarted({ name }: Pod, { fault, endsAtMs }: KnownFault, nowMs: number): void {
    const secondsLeft = Math.max(0, endsAtMs - nowMs) / 1000;
    this.#log.add(nowMs, { kind: 'fault-started', pod: name, fault, secondsLeft });
  }

  faultEnded({ name }: Pod, fault: string, nowMs: number): void {
    this.#log.add(nowMs, { kind: 'fault-ended', pod: name, fault });
  }

  /** The log already has a line for "not ready" and "terminating". */
  podSilent(pod: Pod, nowMs: number): void {
    const status = statusOf(pod, nowMs);
    if (status === 'finished' || status === 'unready') return;
    const { refused, timeout } = pod.lossesSinceSeen;
    const end = announcedEnd(pod, nowMs);
    this.#log.add(nowMs, {
      kind: 'silent',
      pod: pod.name,
      status,
      lost: refused + timeout,
      cause: end && announcedCause(end),
      lastState: pod.lastState(nowMs),
    });
  }

  podReturned(pod: Pod, before: Status, nowMs: number): void {
    if (before === 'silent' || before === 'crashed' || before === 'hung')
      this.#log.add(nowMs, { kind: 'back', pod: pod.name });
  }

  podGone(pod: Pod, others: readonly Pod[], nowMs: number): void {
    const { name, lastSeenMs } = pod;
    const status = statusOf(pod, nowMs);
    this.#log.add(nowMs, { kind: 'left', pod: name, lastSeenMs, status, lastState: pod.lastState(nowMs) });
    const { version } = pod.answer;
    if (!others.some(({ answer }) => answer.version === version))
      this.#log.add(nowMs, { kind: 'version-gone', version });
  }

  #addToOpening(pod: string, version: string, nowMs: number): void {
    const pods = [...(this.#opening?.pods ?? []), pod];
    const versions = [...new Set([...(this.#opening?.versions ?? []), version])];
    const id = this.#log.put(this.#opening?.id, nowMs, { kind: 'watching', pods, versions });
    this.#opening = { id, pods, versions };
  }
}
