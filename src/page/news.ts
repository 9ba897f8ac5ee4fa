import type { SampleAnswer } from '../contract.ts';
import type { EventLog } from './events.ts';
import { type KnownFault, keyOf } from './known-fault.ts';
import type { RestartCause } from './last-words.ts';
import type { Pod } from './pod.ts';
import { readinessReason } from './readiness.ts';
import { announcedEnd, type Status, statusOf } from './status.ts';

/** Long enough to meet everybody who is there already. */
const OPENING_MS = 10_000;

interface Before {
  readonly answer: SampleAnswer;
  readonly faults: readonly KnownFault[];
  readonly isReady: boolean;
}

/**
 * What of all that is seen is new, and so a line in the log. What was there when the page opened is no news.
 */
export class News {
  readonly #log: EventLog;
  #openedAtMs: number | null = null;
  #watching: { id: number; pods: string[]; versions: string[] } | null = null;

  constructor(log: EventLog) {
    this.#log = log;
  }

  /** @param others known before it */
  met(pod: Pod, others: readonly Pod[], nowMs: number): void {
    const { hostname, version, uptimeSeconds } = pod.answer;
    this.#openedAtMs ??= nowMs;
    const isOlderThanPage = nowMs - uptimeSeconds * 1000 < this.#openedAtMs;
    if (isOlderThanPage && nowMs - this.#openedAtMs < OPENING_MS) {
      this.#found(hostname, version, nowMs);
      return;
    }
    if (!others.some(({ answer }) => answer.version === version))
      this.#log.add(nowMs, { kind: 'version-new', version });
    if (isOlderThanPage) this.#log.add(nowMs, { kind: 'joined', pod: hostname, version, uptimeSeconds });
    else this.#log.add(nowMs, { kind: 'appeared', pod: hostname, version });
  }

  restarted(pod: Pod, nowMs: number): void {
    const afterSeconds = pod.answer.uptimeSeconds;
    const cause: RestartCause = pod.lastRestart ?? { kind: 'unknown', lastWords: pod.lastWords(nowMs) };
    this.#log.add(nowMs, { kind: 'restarted', pod: pod.name, afterSeconds, cause });
  }

  /** @param before `null` in a new life: there is nothing to compare with */
  compare(before: Before | null, pod: Pod, nowMs: number): void {
    const { answer: now, name } = pod;
    if (now.lifecycle === 'draining') {
      if (before?.answer.lifecycle !== 'draining') this.#log.add(nowMs, { kind: 'terminating', pod: name });
    } else {
      const wasReady = before === null || before.isReady;
      if (wasReady && !pod.isReady)
        this.#log.add(nowMs, { kind: 'unready', pod: name, reason: readinessReason(now) });
      if (!wasReady && pod.isReady) this.#log.add(nowMs, { kind: 'ready', pod: name });
    }
    const limits = before?.answer.limits;
    if (limits && JSON.stringify(limits) !== JSON.stringify(now.limits))
      this.#log.add(nowMs, { kind: 'limits-changed', pod: name, before: limits, now: now.limits });
    const [then, today] = [new Set(before?.faults.map(keyOf)), new Set(pod.faults.map(keyOf))];
    for (const fault of before?.faults ?? [])
      if (!today.has(keyOf(fault))) this.faultEnded(pod, fault.fault, nowMs);
    for (const fault of pod.faults) if (!then.has(keyOf(fault))) this.faultStarted(pod, fault, nowMs);
  }

  faultStarted({ name }: Pod, { fault, endsAtMs }: KnownFault, nowMs: number): void {
    this.#log.add(nowMs, {
      kind: 'fault-started',
      pod: name,
      fault,
      secondsLeft: Math.max(0, endsAtMs - nowMs) / 1000,
    });
  }

  faultEnded({ name }: Pod, fault: string, nowMs: number): void {
    this.#log.add(nowMs, { kind: 'fault-ended', pod: name, fault });
  }

  /** That one is not ready, or was told to stop, was told when it said so. */
  silent(pod: Pod, nowMs: number): void {
    const status = statusOf(pod, nowMs);
    if (status === 'finished' || status === 'unready') return;
    const { refused, timeout } = pod.lossesSinceSeen;
    this.#log.add(nowMs, {
      kind: 'silent',
      pod: pod.name,
      status,
      lost: refused + timeout,
      cause: causeOf(announcedEnd(pod, nowMs)),
      lastWords: pod.lastWords(nowMs),
    });
  }

  back(pod: Pod, before: Status, nowMs: number): void {
    if (before === 'silent' || before === 'crashed' || before === 'hung')
      this.#log.add(nowMs, { kind: 'back', pod: pod.name });
  }

  left(pod: Pod, others: readonly Pod[], nowMs: number): void {
    const { name, lastSeenMs } = pod;
    const status = statusOf(pod, nowMs);
    this.#log.add(nowMs, { kind: 'left', pod: name, lastSeenMs, status, lastWords: pod.lastWords(nowMs) });
    const { version } = pod.answer;
    if (!others.some(({ answer }) => answer.version === version))
      this.#log.add(nowMs, { kind: 'version-gone', version });
  }

  #found(pod: string, version: string, nowMs: number): void {
    const watching = this.#watching ?? { id: 0, pods: [], versions: [] };
    watching.pods.push(pod);
    if (!watching.versions.includes(version)) watching.versions.push(version);
    const happening = {
      kind: 'watching',
      pods: [...watching.pods],
      versions: [...watching.versions],
    } as const;
    if (this.#watching) this.#log.replace(watching.id, happening);
    else watching.id = this.#log.add(nowMs, happening);
    this.#watching = watching;
  }
}

function causeOf(end: KnownFault | null): RestartCause | null {
  switch (end?.ending) {
    case 'oom-kill':
      return { kind: 'oom' };
    case 'heap-abort':
      return { kind: 'heap-abort' };
    case 'exit':
      return { kind: 'exit', exitCode: Number(end.parameters.exitCode ?? 1) };
    default:
      return null;
  }
}
