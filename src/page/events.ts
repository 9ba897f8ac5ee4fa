import type { LastWords, RestartCause } from './last-words.ts';
import type { ReadinessReason } from './readiness.ts';
import type { Loss } from './sampling.ts';
import type { Status } from './status.ts';

/** What happened, as data: each language has its own words for it. */
export type Happening =
  | { readonly kind: 'watching'; readonly pods: readonly string[]; readonly versions: readonly string[] }
  | { readonly kind: 'appeared'; readonly pod: string; readonly version: string }
  /** It ran before, and now it is chosen. */
  | {
      readonly kind: 'joined';
      readonly pod: string;
      readonly version: string;
      readonly uptimeSeconds: number;
    }
  | {
      readonly kind: 'restarted';
      readonly pod: string;
      readonly afterSeconds: number;
      readonly cause: RestartCause;
    }
  /** Not chosen any more, or lost: with what it has become. */
  | {
      readonly kind: 'silent';
      readonly pod: string;
      readonly status: Status;
      readonly lost: number;
      readonly cause: RestartCause | null;
      readonly lastWords: LastWords;
    }
  | { readonly kind: 'back'; readonly pod: string }
  | {
      readonly kind: 'left';
      readonly pod: string;
      readonly lastSeenMs: number;
      readonly status: Status;
      readonly lastWords: LastWords;
    }
  | { readonly kind: 'unready'; readonly pod: string; readonly reason: ReadinessReason }
  | { readonly kind: 'ready'; readonly pod: string }
  | { readonly kind: 'terminating'; readonly pod: string }
  | { readonly kind: 'version-new'; readonly version: string }
  | { readonly kind: 'version-gone'; readonly version: string }
  | { readonly kind: 'limits-changed'; readonly pod: string; readonly before: Limits; readonly now: Limits }
  | {
      readonly kind: 'fault-started';
      readonly pod: string;
      readonly fault: string;
      readonly secondsLeft: number;
    }
  | { readonly kind: 'fault-ended'; readonly pod: string; readonly fault: string }
  | {
      readonly kind: 'lost';
      readonly count: number;
      readonly byKind: Readonly<Record<Loss, number>>;
      readonly seconds: number;
    }
  | { readonly kind: 'lesson'; readonly lesson: string; readonly step: string }
  | { readonly kind: 'new-lesson'; readonly lost: number; readonly answered: number }
  | { readonly kind: 'paused' }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'resumed'; readonly afterSeconds: number };

export interface Limits {
  readonly cpuMillicores: number | null;
  readonly memoryBytes: number | null;
}

export interface LogEntry {
  readonly id: number;
  readonly atMs: number;
  readonly happening: Happening;
}

const MOST_ENTRIES = 200;

/** The newest entries; losses that follow each other closely are one entry that grows. */
export class EventLog {
  #entries: LogEntry[] = [];
  #nextId = 1;
  /** Changes whenever an entry is added or grows. */
  revision = 0;

  /** Newest last. */
  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  add(atMs: number, happening: Happening): number {
    const id = this.#nextId++;
    this.#entries.push({ id, atMs, happening });
    if (this.#entries.length > MOST_ENTRIES) this.#entries.shift();
    this.revision += 1;
    return id;
  }

  /** Gives an entry new words in its place; one that has scrolled away stays away. */
  replace(id: number, happening: Happening): void {
    this.#entries = this.#entries.map((entry) => (entry.id === id ? { ...entry, happening } : entry));
    this.revision += 1;
  }
}
