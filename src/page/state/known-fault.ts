import type { ActiveFault, FaultStarted, SampleAnswer } from '../../contract.ts';

/** An active fault, from a pod's answer or the answer to an order. Its times are on the page's clock. */
export interface KnownFault extends Pick<ActiveFault, 'fault' | 'parameters' | 'ending' | 'startedAt'> {
  readonly startedAtMs: number;
  readonly endsAtMs: number;
}

/** The start, on the pod's clock, distinguishes a fault from the next one of its kind. */
export function keyOf({ fault, startedAt }: KnownFault): string {
  return `${fault} ${startedAt}`;
}

/** The pod's clock may differ from the page's: only differences between its times count. */
export function knownFault(source: ActiveFault | FaultStarted, nowMs: number): KnownFault {
  const { fault, parameters, ending, startedAt, endsAt } = source;
  const endsAtMs = nowMs + ('secondsLeft' in source ? source.secondsLeft : source.endsInSeconds) * 1000;
  const lastsMs = Date.parse(endsAt) - Date.parse(startedAt);
  return { fault, parameters, ending, startedAt, startedAtMs: endsAtMs - lastsMs, endsAtMs };
}

/** The last known state of a pod, for the sentence about why it is gone. */
export interface LastState {
  readonly lifecycle: string;
  readonly isReady: boolean;
  readonly memoryPercent: number | null;
  /** The age of `memoryPercent`. */
  readonly memoryAgeSeconds: number;
  readonly faults: readonly string[];
}

/** Why a container restarted, as far as it can be known from outside. */
export type RestartCause =
  | { readonly kind: 'oom' | 'heap-abort' | 'told-to-stop' }
  | { readonly kind: 'exit'; readonly exitCode: number }
  /** The kubelet restarted it after failed probes. */
  | { readonly kind: 'liveness'; readonly fault: string }
  | { readonly kind: 'unknown'; readonly lastState: LastState };

/** An announced end may come early: other work brings memory to the announced level sooner. */
const EARLY_SHARE = 0.2;
const EARLY_MS = 2000;

/** Why a container restarted: its announced end, a drain, or unknown. */
export function restartCause(
  faults: readonly KnownFault[],
  lastState: LastState,
  now: SampleAnswer,
): RestartCause {
  for (const fault of faults) {
    if (fault.ending === 'expiry' && (fault.fault === 'unlive' || fault.fault === 'hang'))
      return { kind: 'liveness', fault: fault.fault };
    const cause = wasDue(fault, Date.parse(now.startedAt)) ? announcedCause(fault) : null;
    if (cause) return cause;
  }
  return lastState.lifecycle === 'draining' ? { kind: 'told-to-stop' } : { kind: 'unknown', lastState };
}

/** What the end of a fault does to the process; `null` where it only expires. */
export function announcedCause({ ending, parameters }: KnownFault): RestartCause | null {
  if (ending === 'oom-kill') return { kind: 'oom' };
  if (ending === 'heap-abort') return { kind: 'heap-abort' };
  return ending === 'exit' ? { kind: 'exit', exitCode: Number(parameters.exitCode ?? 1) } : null;
}

/** Both times are on the pod's own clock. */
function wasDue({ startedAt, startedAtMs, endsAtMs }: KnownFault, restartedAt: number): boolean {
  const lastsMs = endsAtMs - startedAtMs;
  return restartedAt >= Date.parse(startedAt) + lastsMs * (1 - EARLY_SHARE) - EARLY_MS;
}
