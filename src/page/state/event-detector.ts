import type { SampleAnswer } from '../../contract.ts';
import type { EventLog } from './event-log.ts';
import { announcedCause, type KnownFault, keyOf } from './known-fault.ts';
import type { Pod } from './pod.ts';
import { announcedEnd, readinessReason, type Status, statusOf } from './status.ts';

/** Long enough for a sample to reach every pod that runs already. */
const OPENING_MS = 10_000;

interface EarlierState {
  readonly answer: SampleAnswer;
  readonly faults: readonly KnownFault[];
  readonly isReady: boolean;
}

/** Writes what changes into the log. What was there when the page opened is one line. */
export class EventDetector {
  readonly #log: EventLog;
  #openedAtMs: number | null = null;
  #watching: { id: number; pods: string[]; versions: string[] } | null = null;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** @param others the pods that were known before it */
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

  podRestarted(pod: Pod, nowMs: number): void {
    const afterSeconds = pod.answer.uptimeSeconds;
    const cause = pod.lastRestart ?? { kind: 'unknown', lastState: pod.lastState(nowMs) };
    this.#log.add(nowMs, { kind: 'restarted', pod: pod.name, afterSeconds, cause });
  }

  /** @param before `null` after a restart: there is nothing to compare with */
  podAnswered(before: EarlierState | null, pod: Pod, nowMs: number): void {
    const { answer: now, name } = pod;
    const wasReady = before === null || before.isReady;
    if (now.lifecycle === 'draining') {
      if (before?.answer.lifecycle !== 'draining') this.#log.add(nowMs, { kind: 'terminating', pod: name });
    } else if (wasReady !== pod.isReady)
      this.#log.add(
        nowMs,
        pod.isReady
          ? { kind: 'ready', pod: name }
          : { kind: 'unready', pod: name, reason: readinessReason(now) },
      );
    const limits = before?.answer.limits;
    if (limits && JSON.stringify(limits) !== JSON.stringify(now.limits))
      this.#log.add(nowMs, { kind: 'limits-changed', pod: name, before: limits, now: now.limits });
    const [earlier, current] = [new Set(before?.faults.map(keyOf)), new Set(pod.faults.map(keyOf))];
    for (const fault of before?.faults ?? [])
      if (!current.has(keyOf(fault))) this.faultEnded(pod, fault.fault, nowMs);
    for (const fault of pod.faults) if (!earlier.has(keyOf(fault))) this.faultStarted(pod, fault, nowMs);
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
    const watching = this.#watching ?? { id: 0, pods: [], versions: [] };
    watching.pods.push(pod);
    if (!watching.versions.includes(version)) watching.versions.push(version);
    const event = { kind: 'watching', pods: [...watching.pods], versions: [...watching.versions] } as const;
    if (this.#watching) this.#log.replace(watching.id, event);
    else watching.id = this.#log.add(nowMs, event);
    this.#watching = watching;
  }
}
