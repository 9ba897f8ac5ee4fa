import type { LastState, RestartCause } from './known-fault.ts';
import type { Loss } from './sampler.ts';
import type { ReadinessReason, Status } from './status.ts';

type Limits = { readonly cpuMillicores: number | null; readonly memoryBytes: number | null };

/** What happened, as data: words/ puts it into sentences. */
export type PageEvent = {
  [Kind in keyof Events]: { readonly kind: Kind } & Readonly<Events[Kind]>;
}[keyof Events];

interface Events {
  /** What was there when the page opened. */
  watching: { pods: readonly string[]; versions: readonly string[] };
  appeared: { pod: string; version: string };
  /** It ran before the page met it. */
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
  lost: { count: number; byKind: Readonly<Record<Loss, number>>; seconds: number };
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
/** Losses that follow each other within this are one line, which grows. */
const SAME_LOSS_WITHIN_MS = 3000;

export class EventLog {
  #entries: LogEntry[] = [];
  #nextId = 1;
  #losses: { id: number; firstMs: number; lastMs: number; byKind: Record<Loss, number> } | null = null;
  /** Changes whenever an entry is added or grows. */
  revision = 0;

  /** Newest last. */
  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  add(atMs: number, event: PageEvent): number {
    const id = this.#nextId++;
    this.#entries.push({ id, atMs, event });
    if (this.#entries.length > MOST_ENTRIES) this.#entries.shift();
    this.revision += 1;
    return id;
  }

  /** Changes an entry in its place. */
  replace(id: number, event: PageEvent): void {
    this.#entries = this.#entries.map((entry) => (entry.id === id ? { ...entry, event } : entry));
    this.revision += 1;
  }

  addLoss(loss: Loss, nowMs: number): void {
    const open = this.#losses;
    const isSame = open !== null && nowMs - open.lastMs < SAME_LOSS_WITHIN_MS;
    const losses = isSame ? open : { id: 0, firstMs: nowMs, lastMs: nowMs, byKind: noLosses() };
    losses.lastMs = nowMs;
    losses.byKind[loss] += 1;
    const count = Object.values(losses.byKind).reduce((sum, each) => sum + each, 0);
    const seconds = (losses.lastMs - losses.firstMs) / 1000;
    const event = { kind: 'lost', count, byKind: { ...losses.byKind }, seconds } as const;
    if (isSame) this.replace(losses.id, event);
    else losses.id = this.add(nowMs, event);
    this.#losses = losses;
  }

  /** The next loss begins a line of its own. */
  closeLosses(): void {
    this.#losses = null;
  }
}

export function noLosses(): Record<Loss, number> {
  return { 'no-answer': 0, timeout: 0, '5xx': 0, 'wrong-answer': 0 };
}
