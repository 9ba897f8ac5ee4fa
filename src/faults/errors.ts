import type { Static } from 'typebox';
import * as Type from 'typebox';
import { aborted, type Fault, type FaultPlan, type FaultRun } from './fault.ts';
import { duration, PERCENT } from './parameters.ts';
import { Probability } from './probability.ts';

const Parameters = Type.Object({
  status: Type.Integer({
    minimum: 400,
    maximum: 599,
    default: 500,
    description: 'status of a failed answer',
  }),
  percent: PERCENT,
  seconds: duration(60),
});
type Parameters = Static<typeof Parameters>;

/** Fails a share of the requests of the traffic scope. */
export class Errors implements Fault<typeof Parameters> {
  readonly kind = 'errors';
  readonly summary = 'fails a share of real traffic; probes and controls stay healthy';
  readonly parameters = Parameters;
  #status: (() => number | null) | null = null;

  get isActive(): boolean {
    return this.#status !== null;
  }

  /** The status with which the next request has to fail; `null` if the fault does not hit it. */
  nextStatus(): number | null {
    return this.#status?.() ?? null;
  }

  plan(parameters: Parameters): FaultPlan<Parameters> {
    const { status, percent, seconds } = parameters;
    const message = `${percent} % of this pod's answers will be ${status} for ${seconds} s`;
    return { parameters, message, seconds, ending: 'expiry' };
  }

  async run({ parameters: { status, percent } }: FaultPlan<Parameters>, { signal }: FaultRun): Promise<void> {
    const probability = new Probability(1);
    this.#status = () => (probability.happens(percent) ? status : null);
    await aborted(signal);
    this.#status = null;
  }
}
