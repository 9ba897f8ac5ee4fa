import type { SampleAnswer } from '../contract.ts';
import type { KnownFault } from './known-fault.ts';
import type { RestartCause } from './last-words.ts';
import type { Pod } from './pod.ts';

/**
 * An announced end may come this much earlier: the pod aims at a level of memory that other work reaches with
 * it.
 */
const EARLY_SHARE = 0.2;
const EARLY_MS = 2000;

/** Why a container runs anew: by what was announced, by how it took its leave, or not to be told. */
export function restartCause(before: Pod, now: SampleAnswer, atMs: number): RestartCause {
  for (const fault of before.faults) {
    if (fault.ending === 'expiry' && (fault.fault === 'unlive' || fault.fault === 'hang'))
      return { kind: 'liveness', fault: fault.fault };
    if (!wasDue(fault, Date.parse(now.startedAt))) continue;
    if (fault.ending === 'oom-kill') return { kind: 'oom' };
    if (fault.ending === 'heap-abort') return { kind: 'heap-abort' };
    if (fault.ending === 'exit') return { kind: 'exit', exitCode: Number(fault.parameters.exitCode ?? 1) };
    if (fault.ending === 'restart') return { kind: 'liveness', fault: fault.fault };
  }
  if (before.answer.lifecycle === 'draining') return { kind: 'told-to-stop' };
  return { kind: 'unknown', lastWords: before.lastWords(atMs) };
}

/** By the pod's own clock, on which both times are. */
function wasDue({ startedAt, startedAtMs, endsAtMs }: KnownFault, restartedAt: number): boolean {
  const lastsMs = endsAtMs - startedAtMs;
  return restartedAt >= Date.parse(startedAt) + lastsMs * (1 - EARLY_SHARE) - EARLY_MS;
}
