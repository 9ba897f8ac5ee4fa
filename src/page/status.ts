import { endsTheProcess, type KnownFault } from './known-fault.ts';
import type { Pod } from './pod.ts';

/**
 * ready, unready, starting, terminating: as its own answers say. finished: it was told to stop and is gone.
 * crashed: connections to it were refused or reset, or its announced end has come. hung: it accepts and does
 * not answer. silent: it is not chosen any more, and nothing tells why.
 */
export type Status =
  | 'starting'
  | 'ready'
  | 'unready'
  | 'terminating'
  | 'finished'
  | 'crashed'
  | 'hung'
  | 'silent';

/** A hang lets its own answer leave first. */
const HANG_BEGINS_AFTER_MS = 700;

export function statusOf(pod: Pod, nowMs: number): Status {
  if (isHanging(pod, nowMs)) return 'hung';
  const { lifecycle } = pod.answer;
  const isTerminating = lifecycle === 'draining' || lifecycle === 'closed';
  if (pod.presence === 'silent') {
    if (isTerminating) return 'finished';
    if (announcedEnd(pod, nowMs)) return 'crashed';
    if (!pod.isReady) return 'unready';
    return pod.blame ?? 'silent';
  }
  if (isTerminating) return 'terminating';
  if (lifecycle === 'starting') return 'starting';
  return pod.isReady ? 'ready' : 'unready';
}

/** The end that the page was told of and that has come, with nothing heard since. */
export function announcedEnd(pod: Pod, nowMs: number): KnownFault | null {
  const found = pod.faults.find(
    (fault) => endsTheProcess(fault) && nowMs >= fault.endsAtMs && pod.answeredAtMs < fault.endsAtMs + 1000,
  );
  return found ?? null;
}

/** The fault that explains a status and tells until when; `null` where none is known. */
export function faultBehind(pod: Pod, status: Status): KnownFault | null {
  const named = (kind: string) => pod.faults.find(({ fault }) => fault === kind) ?? null;
  if (status === 'unready') return named('unready') ?? named('memory-leak');
  if (status === 'hung') return named('hang');
  return null;
}

function isHanging(pod: Pod, nowMs: number): boolean {
  const hang = pod.faults.find(({ fault }) => fault === 'hang');
  if (!hang || nowMs >= hang.endsAtMs) return false;
  return nowMs > hang.startedAtMs + HANG_BEGINS_AFTER_MS && pod.lastSeenMs < nowMs - HANG_BEGINS_AFTER_MS;
}
