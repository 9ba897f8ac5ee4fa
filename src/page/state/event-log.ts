import type { SampleAnswer } from '../../contract.ts';
import type { LastState, RestartCause } from './known-fault.ts';
import type { Loss } from './sampler.ts';
import type { ReadinessReason, Status } from './status.ts';

export type LossCounts = Readonly<Record<Loss, number>>;
type Limits = SampleAnswer['limits'];

/** An event as data: words/ makes a sentence of it. */
export type PageEvent = {
  [Kind in keyof Events]: { readonly kind: Kind } & Readonly<Events[Kind]>;
}[keyof Events];

interface Events {
  /** The pods that ran when the page opened. */
  watching: { pods: readonly string[]; versions: readonly string[] };
  appeared: { pod: string; version: string };
  /** The pod ran before the page saw it. */
  joined: { pod: string; version: string; uptimeSeconds: number };
  restarted: { pod: string; afterSeconds: number; cause: RestartCause };
  silent: { pod: string; status: Status; lost: number; cause: RestartCause | null; lastState: LastState };
  back: { pod: string };
  left: { pod: string; lastSeenMs: number; status: Status; lastState: LastState };
  unready: { pod: string; reason: ReadinessReason };
  ready: { pod: string };
  terminating: { pod: string };
  'version-new': { version: string };
  'version-gone': { version: string };
  'limits-changed': { pod: string; before: Limits; now: Limits };
  'fault-started': { pod: string; fault: string; secondsLeft: number };
  'fault-ended': { pod: string; fault: string };
  lost: { count: number; byKind: LossCounts; seconds: number };
  lesson: { lesson: string; step: string };
  'new-lesson': { lost: number; answered: number };
  paused: object;
  hidden: object;
  resumed: { afterSeconds: number };
}

export interface LogEntry {
  readonly id: number;
  readonly atMs: number;
  readonly event: PageEvent;
}

const MOST_ENTRIES = 200;
/** Losses closer together than this are counted in one line. */
const SAME_LOSS_WITHIN_SECONDS = 3;

export class EventLog {
  /** Newest last. */
  entries: readonly LogEntry[] = [];
  #nextId = 1;
  /** Rises whenever an entry is added or changed. */
  revision = 0;

  add(atMs: number, event: PageEvent): void {
    this.put(undefined, atMs, event);
  }

  /** Changes the entry with this id, or adds one. Returns the id. */
  put(id: number | undefined, atMs: number, event: PageEvent): number {
    this.revision += 1;
    this.entries = this.entries.map((entry) => (entry.id === id ? { ...entry, event } : entry));
    if (id !== undefined) return id;
    this.entries = [...this.entries, { id: this.#nextId, atMs, event }].slice(-MOST_ENTRIES);
    return this.#nextId++;
  }

  addLoss(loss: Loss, nowMs: number): void {
    // After a reset of the counters the next loss begins a new line.
    const last = this.entries.findLast(({ event }) => event.kind === 'lost' || event.kind === 'new-lesson');
    const open = last?.event.kind === 'lost' ? last.event : null;
    const seconds = (nowMs - (last?.atMs ?? 0)) / 1000;
    const isSame = open !== null && seconds - open.seconds < SAME_LOSS_WITHIN_SECONDS;
    const before = isSame ? open : { count: 0, byKind: noLosses() };
    const byKind = { ...before.byKind, [loss]: before.byKind[loss] + 1 };
    const event = { kind: 'lost', count: before.count + 1, byKind, seconds: isSame ? seconds : 0 } as const;
    this.put(isSame ? last?.id : undefined, nowMs, event);
  }
}

export function noLosses(): Record<Loss, number> {
  return { 'no-answer': 0, timeout: 0, '5xx': 0, 'wrong-answer': 0 };
}

/** The kinds of loss that occurred. */
export function kindsOf(losses: LossCounts): Loss[] {
  return (Object.keys(losses) as Loss[]).filter((kind) => losses[kind] > 0);
}
