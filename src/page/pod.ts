import type { SampleAnswer } from '../contract.ts';
import type { LastWords } from './events.ts';

export interface Reading {
  readonly atMs: number;
  readonly cpuMillicores: number | null;
  readonly memoryBytes: number | null;
}

/** answering: chosen as often as chance wants. silent: the others were chosen too often in a row. */
export type Presence = 'answering' | 'silent';

const MOST_READINGS = 120;
const MOST_LATENCIES = 200;

/** One pod as its own answers tell. */
export class Pod {
  readonly name: string;
  readonly firstSeenMs: number;
  lastSeenMs: number;
  presence: Presence = 'answering';
  restarts = 0;
  /** Fresh-lane answers so far. */
  answers = 0;
  /** Requests of the fresh lane that others answered, or nobody, since this one's last answer. */
  missedSince = 0;
  /** Milliseconds of sampling since it fell silent. */
  silentForMs = 0;
  answer: SampleAnswer;
  /** When `answer` was received: its countdowns run from there. */
  answeredAtMs: number;
  readonly readings: Reading[] = [];
  readonly latenciesMs: number[] = [];

  constructor(answer: SampleAnswer, atMs: number) {
    this.name = answer.hostname;
    this.firstSeenMs = atMs;
    this.lastSeenMs = atMs;
    this.answer = answer;
    this.answeredAtMs = atMs;
  }

  /** The part of a pod's name that tells it from its siblings: "x2x4z" of "app-1-2-2-1-7d9f8b6c5-x2x4z". */
  get mark(): string {
    return markOf(this.name);
  }

  get isReady(): boolean {
    return this.answer.readiness.status === 'ok';
  }

  get memoryPercent(): number | null {
    return memoryPercentOf(this.answer);
  }

  get lastWords(): LastWords {
    const { lifecycle, readiness, faults } = this.answer;
    return {
      lifecycle,
      unreadyReason: readiness.status === 'ok' ? null : readiness.reason,
      memoryPercent: this.memoryPercent,
      faults: faults.map(({ fault }) => fault),
    };
  }

  /** Seconds since its start, as of now. */
  uptimeSeconds(nowMs: number): number {
    return this.answer.uptimeSeconds + (nowMs - this.answeredAtMs) / 1000;
  }

  read(answer: SampleAnswer, atMs: number, latencyMs: number): void {
    this.answer = answer;
    this.answeredAtMs = atMs;
    this.latenciesMs.push(latencyMs);
    if (this.latenciesMs.length > MOST_LATENCIES) this.latenciesMs.shift();
    const latest = this.readings.at(-1);
    if (latest && atMs - latest.atMs < 900) return;
    this.readings.push({ atMs, ...answer.usage });
    if (this.readings.length > MOST_READINGS) this.readings.shift();
  }
}

export function markOf(name: string): string {
  const tail = name.slice(name.lastIndexOf('-') + 1);
  return tail.length >= 3 ? tail : name;
}

function memoryPercentOf({ usage, limits }: SampleAnswer): number | null {
  if (usage.memoryBytes === null || limits.memoryBytes === null) return null;
  return (usage.memoryBytes / limits.memoryBytes) * 100;
}
