import type { TrafficSummary } from './tally.ts';
import type { TrafficRecord } from './traffic.ts';

export interface TrafficStart {
  readonly url: string;
  readonly ratePerSecond: number;
  readonly connections: string;
  /** ISO 8601: the zero of every `scheduledMs`. */
  readonly startedAt: string;
}

/** One line of `--json`: a start, then a record for each request as it ends, then a summary. */
export type TrafficLine =
  | { readonly start: TrafficStart }
  | { readonly record: TrafficRecord }
  | { readonly summary: TrafficSummary };

export function writeLine(line: TrafficLine): string {
  return `${JSON.stringify('record' in line ? line.record : line)}\n`;
}

/** Null for any other line: a pod's log may hold lines of other programs. */
export function readLine(text: string): TrafficLine | null {
  const value = parseObject(text);
  if (value === null) return null;
  if (value.start !== undefined) return { start: value.start };
  if (value.summary !== undefined) return { summary: value.summary };
  return typeof value.number === 'number' && typeof value.outcome === 'string'
    ? { record: value as TrafficRecord }
    : null;
}

type AnyLine = Partial<{ start: TrafficStart; summary: TrafficSummary } & TrafficRecord>;

function parseObject(text: string): AnyLine | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
