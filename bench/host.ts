import type { Subject } from './subjects.ts';

/** Where subjects run: in containers with limits or, without an engine, as processes. */
export interface Host {
  readonly description: string;
  start(subject: Subject, room: Room): Promise<Running>;
  /** Stops whatever still runs. */
  close(): Promise<void>;
}

/**
 * `pod`: the manifest's limits, 200m and 200Mi. `core`: one core, shared with nobody of ours, and no limit.
 */
export type Room = 'pod' | 'core';

/** The core that a subject in the room `core` has; the load comes from the other ones. */
export const SUBJECT_CORE = 0;

export interface Running {
  readonly origin: string;
  readonly startMs: number;
  readonly cpuUntilListeningMs: number;
  /** CPU time used since the start. */
  cpuMs(): number;
  /** Memory that belongs to no file. */
  anonymousBytes(): number;
  stop(): Promise<void>;
}
