import { announcedCause, type KnownFault } from './known-fault.ts';
import type { Pod } from './pod.ts';

/** One sign, and one colour of styles/palette.css, for the card, the row's name and the row. */
export const STATUS_MARKS = {
  ready: { sign: '●', color: 'good' },
  starting: { sign: '◔', color: 'leaving' },
  unready: { sign: '◐', color: 'fault' },
  terminating: { sign: '▼', color: 'leaving' },
  finished: { sign: '■', color: 'quiet' },
  crashed: { sign: '✖', color: 'loss' },
  hung: { sign: '‖', color: 'hung' },
  silent: { sign: '○', color: 'quiet' },
} as const;

/**
 * starting, ready, unready, terminating: the pod's own answers say so. finished: the pod was terminating, and
 * gets no requests now. crashed: connections were refused or reset, or the announced end has come. hung: the
 * pod accepts connections and does not answer. silent: the pod gets no requests now, for an unknown reason.
 */
export type Status = keyof typeof STATUS_MARKS;

/** The pod answers the order before it hangs. */
const HANG_BEGINS_AFTER_MS = 700;

export function statusOf(pod: Pod, nowMs: number): Status {
  if (isHanging(pod, nowMs)) return 'hung';
  const { lifecycle } = pod.answer;
  const isTerminating = lifecycle === 'draining' || lifecycle === 'closed';
  if (pod.responsiveness === 'silent') {
    if (isTerminating) return 'finished';
    if (announcedEnd(pod, nowMs)) return 'crashed';
    if (!pod.isReady) return 'unready';
    return pod.suspectedState ?? 'silent';
  }
  if (isTerminating) return 'terminating';
  if (lifecycle === 'starting') return 'starting';
  return pod.isReady ? 'ready' : 'unready';
}

/** The fault that has ended the process as announced: no answer came since. */
export function announcedEnd(pod: Pod, nowMs: number): KnownFault | null {
  const hasCome = (fault: KnownFault) =>
    announcedCause(fault) && nowMs >= fault.endsAtMs && pod.answeredAtMs < fault.endsAtMs + 1000;
  return pod.faults.find(hasCome) ?? null;
}

/** The fault that explains a status, and until when; `null` where none is known. */
export function faultBehind(pod: Pod, status: Status): KnownFault | null {
  const named = (kind: string) => pod.faults.find(({ fault }) => fault === kind) ?? null;
  if (status === 'unready') return named('unready') ?? named('memory-leak');
  return status === 'hung' ? named('hang') : null;
}

export type ReadinessReason = ReturnType<typeof readinessReason>;

/** Why a pod is not ready, as data; `other` has the pod's own English text. */
export function readinessReason({ answer, memoryPercent }: Pod) {
  const { readiness, lifecycle, faults } = answer;
  if (lifecycle === 'starting') return { kind: 'starting' } as const;
  if (lifecycle !== 'ready') return { kind: 'terminating' } as const;
  if (faults.some(({ fault }) => fault === 'unready')) return { kind: 'fault' } as const;
  if (!/memory/.test(readiness.reason)) return { kind: 'other', text: readiness.reason } as const;
  const leak = faults.find(({ fault, ending }) => fault === 'memory-leak' && ending === 'oom-kill');
  return { kind: 'memory', percent: memoryPercent, oomInSeconds: leak?.secondsLeft ?? null } as const;
}

function isHanging(pod: Pod, nowMs: number): boolean {
  const hang = pod.faults.find(({ fault }) => fault === 'hang');
  if (!hang || nowMs >= hang.endsAtMs) return false;
  return nowMs > hang.startedAtMs + HANG_BEGINS_AFTER_MS && pod.lastSeenMs < nowMs - HANG_BEGINS_AFTER_MS;
}
