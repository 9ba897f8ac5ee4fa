import type { SampleAnswer } from '../../contract.ts';
import { HEADERS } from '../../headers.ts';

export type Lane = 'fresh' | 'keep-alive';

/** A browser does not say whether a connection was refused or reset: both are "no answer". */
export type Loss = 'no-answer' | 'timeout' | '5xx' | 'wrong-answer';

/** One request and its outcome: either an answer or a loss. */
export interface Sample {
  readonly lane: Lane;
  readonly sentAtMs: number;
  readonly latencyMs: number;
  readonly answer: SampleAnswer | null;
  readonly loss: Loss | null;
  /** The pod that answered, even where the answer was a failure. */
  readonly pod: string | null;
  readonly version: string | null;
  /** Of HTTP; `null` where nobody answered. */
  readonly status: number | null;
}

export type Fetch = (url: string, options: RequestInit) => Promise<Response>;

/** Longer than any answer of a healthy pod, and short enough to see the loss at once. */
export const TIMEOUT_MS = 2000;

/**
 * Browsers open at most six connections to one address. One stays free for orders, which a hanging pod must
 * not block.
 */
const MOST_IN_FLIGHT = 5;

/** Sends one request of a lane. Never throws: a failure is a loss. */
export async function takeSample(lane: Lane, fetch: Fetch, now: () => number): Promise<Sample> {
  const sentAtMs = now();
  let answerer: Pick<Sample, 'pod' | 'version' | 'status'> = { pod: null, version: null, status: null };
  const finish = (result: Partial<Sample>): Sample => {
    const latencyMs = now() - sentAtMs;
    return { lane, sentAtMs, latencyMs, answer: null, loss: null, ...answerer, ...result };
  };
  try {
    const response = await fetch(`page/sample?connection=${lane === 'fresh' ? 'close' : 'keep-alive'}`, {
      cache: 'no-store',
      // Requests without credentials have connections of their own, so that the lanes never share one.
      credentials: lane === 'fresh' ? 'omit' : 'same-origin',
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { status, headers } = response;
    answerer = { pod: headers.get(HEADERS.hostname), version: headers.get(HEADERS.version), status };
    const answer: unknown = await response.json().catch((error: unknown) => {
      if (error instanceof SyntaxError) return null;
      throw error;
    });
    if (status >= 500) return finish({ loss: '5xx' });
    if (status !== 200 || !isSampleAnswer(answer)) return finish({ loss: 'wrong-answer' });
    return finish({ answer, pod: answer.hostname, version: answer.version });
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError';
    return finish({ loss: isLate ? 'timeout' : 'no-answer' });
  }
}

function isSampleAnswer(value: unknown): value is SampleAnswer {
  const { hostname, version, startedAt, usage, limits, faults } = Object(value) as Partial<SampleAnswer>;
  return (
    [hostname, version, startedAt].every((each) => typeof each === 'string') &&
    [usage, limits].every((each) => typeof each === 'object') &&
    Array.isArray(faults)
  );
}

export interface SamplerNeeds {
  take(lane: Lane): Promise<Sample>;
  now(): number;
  onSample(sample: Sample): void;
  /** A request was due and not sent: all of the browser's connections wait for answers. */
  onSkipped(lane: Lane): void;
  /** Calls back once after the delay, in a hidden tab too. Returns a function that cancels it. */
  schedule(callback: () => void, delayMs: number): () => void;
}

/** Sends at a steady rate, which late answers do not reduce. */
export class Sampler {
  ratePerSecond = 10;
  keepAliveLane = false;
  readonly #needs: SamplerNeeds;
  #cancel: (() => void) | null = null;
  #dueAtMs = 0;
  readonly #inFlight: Record<Lane, number> = { fresh: 0, 'keep-alive': 0 };

  constructor(needs: SamplerNeeds) {
    this.#needs = needs;
  }

  get isRunning(): boolean {
    return this.#cancel !== null;
  }

  start(): void {
    if (this.isRunning) return;
    this.#dueAtMs = this.#needs.now();
    this.#tick();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #tick(): void {
    this.#send('fresh', MOST_IN_FLIGHT);
    // One connection carries one request at a time; a second request would open a second connection.
    if (this.keepAliveLane) this.#send('keep-alive', 1);
    const now = this.#needs.now();
    const periodMs = 1000 / this.ratePerSecond;
    this.#dueAtMs += periodMs;
    // Requests that were due while the machine slept are not sent later.
    if (this.#dueAtMs < now - 1000) this.#dueAtMs = now + periodMs;
    this.#cancel = this.#needs.schedule(() => this.#tick(), Math.max(0, this.#dueAtMs - now));
  }

  #send(lane: Lane, most: number): void {
    if (this.#inFlight[lane] >= most) {
      if (lane === 'fresh') this.#needs.onSkipped(lane);
      return;
    }
    this.#inFlight[lane] += 1;
    void this.#needs.take(lane).then((sample) => {
      this.#inFlight[lane] -= 1;
      this.#needs.onSample(sample);
    });
  }
}
