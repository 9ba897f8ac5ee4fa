import type { SampleAnswer } from '../../contract.ts';
import { type KnownFault, knownFault, type LastState, type RestartCause } from './known-fault.ts';

/** Real traffic that a pod shed between two answers, and why. */
export interface Shedding {
  readonly cause: keyof SampleAnswer['pressure']['requestsShed'];
  readonly requests: number;
  /** The bound that was exceeded: requests in flight, or milliseconds of event loop delay. */
  readonly bound: number;
  readonly untilMs: number;
}

const MOST_READINGS = 120;
const MOST_LATENCIES = 50;
const SHEDDING_SHOWN_MS = 10_000;

/** One pod: what its answers say, and the faults that the page ordered. */
export class Pod {
  readonly name: string;
  readonly firstSeenMs: number;
  lastSeenMs: number;
  /** silent: more requests in a row went to other pods than chance explains. */
  responsiveness: 'answering' | 'silent' = 'answering';
  restarts = 0;
  lastRestart: RestartCause | null = null;
  lastRestartMs: number | null = null;
  /** Requests of the fresh lane since this pod's last answer, answered by other pods or by none. */
  requestsSinceLastAnswer = 0;
  /** Requests without an answer since this pod's last one: this pod may have lost them. */
  lossesSinceSeen = { refused: 0, timeout: 0 };
  /** What these losses show of a silent pod; `null` where they are too few. */
  suspectedState: 'crashed' | 'hung' | null = null;
  /** Milliseconds of sampling since the pod became silent. */
  silentForMs = 0;
  /** Since when the pod is terminating or silent; `null` while it is neither. */
  leavingSinceMs: number | null = null;
  answer: SampleAnswer;
  /** When `answer` was received: its countdowns start there. */
  answeredAtMs: number;
  readonly readings: ({ readonly atMs: number } & SampleAnswer['usage'])[] = [];
  readonly latenciesMs: number[] = [];
  #shedding: Shedding | null = null;
  /** Includes faults that the page ordered and no answer has confirmed yet. */
  faults: readonly KnownFault[] = [];
  /** Answers to requests that were sent before this time are older than the page's list of faults. */
  #faultsKnownAtMs = Number.NEGATIVE_INFINITY;

  constructor(answer: SampleAnswer, atMs: number) {
    this.name = answer.hostname;
    this.firstSeenMs = atMs;
    this.lastSeenMs = atMs;
    this.answer = answer;
    this.answeredAtMs = atMs;
  }

  get isReady(): boolean {
    return this.answer.readiness.status === 'ok' && !this.faults.some(({ fault }) => fault === 'unready');
  }

  get memoryPercent(): number | null {
    const { usage, limits } = this.answer;
    if (usage.memoryBytes === null || limits.memoryBytes === null) return null;
    return (usage.memoryBytes / limits.memoryBytes) * 100;
  }

  /** What the pod has shed of real traffic in the last seconds. */
  sheddingAt(nowMs: number): Shedding | null {
    return this.#shedding !== null && nowMs <= this.#shedding.untilMs ? this.#shedding : null;
  }

  lastState(nowMs: number): LastState {
    const { lifecycle, readiness } = this.answer;
    return {
      lifecycle,
      isReady: readiness.status === 'ok',
      memoryPercent: this.memoryPercent,
      memoryAgeSeconds: (nowMs - this.answeredAtMs) / 1000,
      faults: this.faults.map(({ fault }) => fault),
    };
  }

  uptimeSeconds(nowMs: number): number {
    return this.answer.uptimeSeconds + (nowMs - this.answeredAtMs) / 1000;
  }

  read(answer: SampleAnswer, received: { sentAtMs: number; atMs: number; latencyMs: number }): void {
    const { sentAtMs, atMs, latencyMs } = received;
    const isRestarted = answer.startedAt !== this.answer.startedAt;
    this.#shedding = sheddingBetween(this.answer, answer, atMs) ?? (isRestarted ? null : this.#shedding);
    this.answer = answer;
    this.answeredAtMs = atMs;
    if (isRestarted || sentAtMs >= this.#faultsKnownAtMs)
      this.faults = answer.faults.map((fault) => knownFault(fault, atMs));
    this.latenciesMs.push(latencyMs);
    if (this.latenciesMs.length > MOST_LATENCIES) this.latenciesMs.shift();
    const latest = this.readings.at(-1);
    if (latest && atMs - latest.atMs < 900) return;
    this.readings.push({ atMs, ...answer.usage });
    if (this.readings.length > MOST_READINGS) this.readings.shift();
  }

  /** From the answer to an order. One fault of each kind can be active. */
  addFault(fault: KnownFault, atMs: number): void {
    this.faults = [...this.faults.filter((each) => each.fault !== fault.fault), fault];
    this.#faultsKnownAtMs = atMs;
  }

  removeFaults(kinds: readonly string[], atMs: number): void {
    this.faults = this.faults.filter(({ fault }) => !kinds.includes(fault));
    this.#faultsKnownAtMs = atMs;
  }
}

/** The unique part of a pod's name: "x2x4z" of "app-1-2-2-1-7d9f8b6c5-x2x4z". */
export function shortNameOf(name: string): string {
  const tail = name.slice(name.lastIndexOf('-') + 1);
  return tail.length >= 3 ? tail : name;
}

/** `null` where nothing was shed, or the container restarted. The cause is the more frequent one. */
export function sheddingBetween(before: SampleAnswer, now: SampleAnswer, atMs: number): Shedding | null {
  if (before.startedAt !== now.startedAt) return null;
  const { requestsShed, maxRequestsInFlight, maxEventLoopDelayMs } = now.pressure;
  const inFlight = requestsShed.requestsInFlight - before.pressure.requestsShed.requestsInFlight;
  const late = requestsShed.eventLoopDelay - before.pressure.requestsShed.eventLoopDelay;
  if (inFlight <= 0 && late <= 0) return null;
  const untilMs = atMs + SHEDDING_SHOWN_MS;
  return late > inFlight
    ? { cause: 'eventLoopDelay', requests: late, bound: maxEventLoopDelayMs, untilMs }
    : { cause: 'requestsInFlight', requests: inFlight, bound: maxRequestsInFlight, untilMs };
}
