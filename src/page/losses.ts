import type { EventLog, Happening } from './events.ts';
import type { Loss } from './sampling.ts';

const GROUP_GAP_MS = 3000;

interface Group {
  id: number;
  readonly firstMs: number;
  lastMs: number;
  readonly byKind: Record<Loss, number>;
}

/** Losses that follow each other closely are one line in the log, which grows. */
export class LossGroups {
  readonly #log: EventLog;
  #group: Group | null = null;

  constructor(log: EventLog) {
    this.#log = log;
  }

  add(loss: Loss, nowMs: number): void {
    const group = this.#group;
    if (group && nowMs - group.lastMs < GROUP_GAP_MS) {
      group.lastMs = nowMs;
      group.byKind[loss] += 1;
      this.#log.replace(group.id, happening(group));
      return;
    }
    const opened: Group = { id: 0, firstMs: nowMs, lastMs: nowMs, byKind: { ...noLosses(), [loss]: 1 } };
    opened.id = this.#log.add(nowMs, happening(opened));
    this.#group = opened;
  }

  /** The next loss begins a line of its own. */
  close(): void {
    this.#group = null;
  }
}

export function noLosses(): Record<Loss, number> {
  return { 'no-answer': 0, timeout: 0, '5xx': 0, 'wrong-answer': 0 };
}

function happening({ byKind, firstMs, lastMs }: Group): Happening {
  const count = Object.values(byKind).reduce((sum, each) => sum + each, 0);
  return { kind: 'lost', count, byKind: { ...byKind }, seconds: (lastMs - firstMs) / 1000 };
}
