import type { Static } from 'typebox';
import * as Type from 'typebox';
import { aborted, type Fault, type FaultPlan, type FaultRun } from './fault.ts';

const Parameters = Type.Object({
  exitCode: Type.Integer({ minimum: 0, maximum: 255, default: 1, description: 'exit code of the process' }),
  afterSeconds: Type.Integer({
    minimum: 1,
    maximum: 3600,
    default: 1,
    description: 'how long to wait before it',
  }),
});
type Parameters = Static<typeof Parameters>;

/** Ends the process as a bug would: requests in flight are lost. */
export class Crash implements Fault<typeof Parameters> {
  readonly kind = 'crash';
  readonly summary = 'exits with a code of your choice, without draining: the kubelet restarts the container';
  readonly parameters = Parameters;
  readonly #exit: (exitCode: number) => void;

  /** @param exit ends the process */
  constructor(exit: (exitCode: number) => void) {
    this.#exit = exit;
  }

  plan(parameters: Parameters): FaultPlan<Parameters> {
    const { exitCode, afterSeconds } = parameters;
    const message = `this process will exit with code ${exitCode} in ${afterSeconds} s and Kubernetes restarts it`;
    return { parameters, message, seconds: afterSeconds, ending: 'exit' };
  }

  async run(
    { parameters: { exitCode, afterSeconds } }: FaultPlan<Parameters>,
    { signal }: FaultRun,
  ): Promise<void> {
    const timer = setTimeout(() => this.#exit(exitCode), afterSeconds * 1000);
    await aborted(signal);
    clearTimeout(timer);
  }
}
