import type { Static } from 'typebox';
import * as Type from 'typebox';
import { aborted, type Fault, type FaultPlan, FaultRefused, type FaultRun } from './fault.ts';
import { duration, PERCENT } from './parameters.ts';
import { Probability } from './probability.ts';

/**
 * A request that is delayed this long at SIGTERM still ends inside the shutdown timeout: 5 s of drain delay
 * and 15 s are less than 25 s.
 */
export const MAX_DELAY_MS = 15_000;

const Parameters = Type.Object({
  milliseconds: Type.Integer({
    minimum: 0,
    maximum: MAX_DELAY_MS,
    default: 500,
    description: 'delay of an answer',
  }),
  jitterMilliseconds: Type.Integer({
    minimum: 0,
    maximum: MAX_DELAY_MS,
    default: 0,
    description: 'the delay varies by up to this much either way, evenly',
  }),
  percent: PERCENT,
  seconds: duration(60),
});
type Parameters = Static<typeof Parameters>;

/** Delays answers in the traffic scope. */
export class Latency implements Fault<typeof Parameters> {
  readonly kind = 'latency';
  readonly summary = 'delays the answers to real traffic; probes and controls stay quick';
  readonly parameters = Parameters;
  #delayMs: (() => number) | null = null;

  get isActive(): boolean {
    return this.#delayMs !== null;
  }

  /** How many milliseconds to delay the next answer; 0 if the fault does not hit it. */
  nextDelayMs(): number {
    return this.#delayMs?.() ?? 0;
  }

  plan(parameters: Parameters): FaultPlan<Parameters> {
    const { milliseconds, jitterMilliseconds, percent, seconds } = parameters;
    if (milliseconds + jitterMilliseconds > MAX_DELAY_MS) {
      const sum = `${milliseconds} + ${jitterMilliseconds}`;
      throw new FaultRefused(
        400,
        `milliseconds + jitterMilliseconds must be at most ${MAX_DELAY_MS}, got ${sum}`,
        {
          code: 'delay-too-long',
          figures: {
            maximumMilliseconds: MAX_DELAY_MS,
            askedMilliseconds: milliseconds + jitterMilliseconds,
          },
        },
      );
    }
    const spread = jitterMilliseconds > 0 ? ` +- ${jitterMilliseconds}` : '';
    const message = `${percent} % of this pod's answers will take ${milliseconds}${spread} ms longer for ${seconds} s`;
    return { parameters, message, seconds, ending: 'expiry' };
  }

  async run({ parameters }: FaultPlan<Parameters>, { signal }: FaultRun): Promise<void> {
    const { milliseconds, jitterMilliseconds, percent } = parameters;
    const probability = new Probability(1);
    this.#delayMs = () => {
      if (!probability.happens(percent)) return 0;
      return Math.max(0, milliseconds + jitterMilliseconds * (2 * probability.next() - 1));
    };
    await aborted(signal);
    this.#delayMs = null;
  }
}
