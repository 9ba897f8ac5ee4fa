import type { SampleAnswer } from '../contract.ts';
import { type KnownFault, reported } from './known-fault.ts';
import type { LastWords, RestartCause } from './last-words.ts';
import { type Shedding, sheddingBetween } from './shedding.ts';

export interface Reading {
  readonly atMs: number;
  readonly cpuMillicores: number | null;
  readonly memoryBytes: number | null;
}

/** answering: chosen as often as chance wants. silent: the others were chosen too often in a row. */
export type Presence = 'answering' | 'silent';

const MOST_READINGS = 120;
const MOST_LATENCIES = 200;

/** One pod as its own answers tell, and what the page itself ordered of it. */
export class Pod {
  readonly name: string;
  readonly firstSeenMs: number;
  lastSeenMs: number;
  presence: Presence = 'answering';
  restarts = 0;
  lastRestart: RestartCause | null = null;
  lastRestartMs: number | null = null;
  /** Fresh-lane answers so far. */
  answers = 0;
  /** Requests of the fresh lane that others answered, or nobody, since this one's last answer. */
  missedSince = 0;
  /** Requests that nobody answered since this one's last answer: they may have been its own. */
  lossesSinceSeen = { refused: 0, timeout: 0 };
  /** What these losses were taken for when it fell silent; `null` where they were too few to be its own. */
  blame: 'crashed' | 'hung' | null = null;
  /** Milliseconds of sampling since it fell silent. */
  silentForMs = 0;
  /** Since when it is on its way out; `null` while it is not. */
  leavingSinceMs: number | null = null;
  answer: SampleAnswer;
  /** When `answer` was received: its countdowns run from there. */
  answeredAtMs: number;
  readonly readings: Reading[] = [];
  readonly latenciesMs: number[] = [];
  #shedding: Shedding | null = null;
  #faults: readonly KnownFault[] = [];
  /** An answer to a request that was sent earlier knows less of the faults than the page does. */
  #faultsKnownAtMs = Number.NEGATIVE_INFINITY;

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
    return this.answer.readiness.status === 'ok' && !this.faults.some(({ fault }) => fault === 'unready');
  }

  /** Those that run, also where the page has not met the pod since it ordered them. */
  get faults(): readonly KnownFault[] {
    return this.#faults;
  }

  get memoryPercent(): number | null {
    const { usage, limits } = this.answer;
    if (usage.memoryBytes === null || limits.memoryBytes === null) return null;
    return (usage.memoryBytes / limits.memoryBytes) * 100;
  }

  /** What it refuses of real traffic, or did a moment ago. */
  sheddingAt(nowMs: number): Shedding | null {
    return this.#shedding !== null && nowMs <= this.#shedding.untilMs ? this.#shedding : null;
  }

  lastWords(nowMs: number): LastWords {
    const { lifecycle, readiness } = this.answer;
    return {
      lifecycle,
      isReady: readiness.status === 'ok',
      memoryPercent: this.memoryPercent,
      memoryAgeSeconds: (nowMs - this.answeredAtMs) / 1000,
      faults: this.faults.map(({ fault }) => fault),
    };
  }

  /** Seconds since its start, as of now. */
  uptimeSeconds(nowMs: number): number {
    return this.answer.uptimeSeconds + (nowMs - this.answeredAtMs) / 1000;
  }

  read(answer: SampleAnswer, received: { sentAtMs: number; atMs: number; latencyMs: number }): void {
    const { sentAtMs, atMs, latencyMs } = received;
    const isOtherLife = answer.startedAt !== this.answer.startedAt;
    this.#shedding = sheddingBetween(this.answer, answer, atMs) ?? (isOtherLife ? null : this.#shedding);
    this.answer = answer;
    this.answeredAtMs = atMs;
    if (isOtherLife || sentAtMs >= this.#faultsKnownAtMs)
      this.#faults = answer.faults.map((fault) => reported(fault, atMs));
    this.latenciesMs.push(latencyMs);
    if (this.latenciesMs.length > MOST_LATENCIES) this.latenciesMs.shift();
    const latest = this.readings.at(-1);
    if (latest && atMs - latest.atMs < 900) return;
    this.readings.push({ atMs, ...answer.usage });
    if (this.readings.length > MOST_READINGS) this.readings.shift();
  }

  /** What the answer to an order says; one fault of each kind runs. */
  knowFault(fault: KnownFault, atMs: number): void {
    this.#faults = [...this.#faults.filter((each) => each.fault !== fault.fault), fault];
    this.#faultsKnownAtMs = atMs;
  }

  forgetFaults(kinds: readonly string[], atMs: number): void {
    this.#faults = this.#faults.filter(({ fault }) => !kinds.includes(fault));
    this.#faultsKnownAtMs = atMs;
  }
}

export function markOf(name: string): string {
  const tail = name.slice(name.lastIndexOf('-') + 1);
  return tail.length >= 3 ? tail : name;
}
