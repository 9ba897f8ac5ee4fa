import type { Loss } from './sampling.ts';

/** What a pod last said of itself, for the sentence about why it is gone. */
export interface LastWords {
  readonly lifecycle: string;
  /** `null` while it was ready. */
  readonly unreadyReason: string | null;
  readonly memoryPercent: number | null;
  readonly faults: readonly string[];
}

/** What happened, as data: each language has its own words for it. */
export type Happening =
  | { readonly kind: 'appeared'; readonly pod: string; readonly version: string }
  | {
      readonly kind: 'restarted';
      readonly pod: string;
      readonly afterSeconds: number;
      readonly lastWords: LastWords;
    }
  | { readonly kind: 'silent'; readonly pod: string; readonly lastWords: LastWords }
  | { readonly kind: 'back'; readonly pod: string }
  | {
      readonly kind: 'left';
      readonly pod: string;
      readonly lastSeenMs: number;
      readonly lastWords: LastWords;
    }
  | { readonly kind: 'unready'; readonly pod: string; readonly reason: string }
  | { readonly kind: 'ready'; readonly pod: string }
  | { readonly kind: 'draining'; readonly pod: string }
  | { readonly kind: 'version-new'; readonly version: string }
  | { readonly kind: 'version-gone'; readonly version: string }
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
  | { readonly kind: 'paused' }
  | { readonly kind: 'resumed'; readonly afterSeconds: number };

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
