import type { ActiveFault, FaultEnding, FaultStarted } from '../../contract.ts';

/** A fault that runs, timed by the page's own clock. A pod's answers and the answer to an order tell of it. */
export interface KnownFault {
  readonly fault: string;
  readonly parameters: Readonly<Record<string, number | string | boolean>>;
  readonly ending: FaultEnding;
  /** On the pod's clock. Together with the kind it tells one fault from the next. */
  readonly startedAt: string;
  readonly startedAtMs: number;
  readonly endsAtMs: number;
}

export function reportedFault(active: ActiveFault, nowMs: number): KnownFault {
  return knownFault(active, nowMs + active.secondsLeft * 1000);
}

export function orderedFault(started: FaultStarted, nowMs: number): KnownFault {
  return knownFault(started, nowMs + started.endsInSeconds * 1000);
}

export function keyOf({ fault, startedAt }: KnownFault): string {
  return `${fault} ${startedAt}`;
}

/** The pod's clock may differ from the page's: only differences between its times count. */
function knownFault(source: ActiveFault | FaultStarted, endsAtMs: number): KnownFault {
  const { fault, parameters, ending, startedAt, endsAt } = source;
  const lastsMs = Date.parse(endsAt) - Date.parse(startedAt);
  return { fault, parameters, ending, startedAt, startedAtMs: endsAtMs - lastsMs, endsAtMs };
}
