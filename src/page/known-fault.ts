import type { ActiveFault, FaultEnding, FaultStarted } from '../contract.ts';

/** A fault that runs, by the page's own clock: the pod's answers and the answer to an order tell of it. */
export interface KnownFault {
  readonly fault: string;
  readonly message: string;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  readonly ending: FaultEnding;
  /** As the pod says it: with the kind what tells one fault from the next. */
  readonly startedAt: string;
  readonly startedAtMs: number;
  readonly endsAtMs: number;
}

/** What ends the process, where the end comes when it was announced. */
const ENDS_THE_PROCESS: ReadonlySet<FaultEnding> = new Set(['oom-kill', 'heap-abort', 'exit']);

export function reported(active: ActiveFault, nowMs: number): KnownFault {
  return known(active, nowMs + active.secondsLeft * 1000, Date.parse(active.endsAt));
}

export function ordered(started: FaultStarted, nowMs: number): KnownFault {
  return known(started, nowMs + started.endsInSeconds * 1000, Date.parse(started.endsAt));
}

export function keyOf({ fault, startedAt }: KnownFault): string {
  return `${fault} ${startedAt}`;
}

export function endsTheProcess({ ending }: KnownFault): boolean {
  return ENDS_THE_PROCESS.has(ending);
}

function known(source: ActiveFault | FaultStarted, endsAtMs: number, podEndsAtMs: number): KnownFault {
  const { fault, message, parameters, ending, startedAt } = source;
  // The pod's clock may be another one: only differences on it count.
  const lastsMs = podEndsAtMs - Date.parse(startedAt);
  return { fault, message, parameters, ending, startedAt, startedAtMs: endsAtMs - lastsMs, endsAtMs };
}
