import type { Static } from 'typebox';
import * as Type from 'typebox';
import { aborted, type Fault, type FaultPlan, type FaultRun } from './fault.ts';
import { duration } from './parameters.ts';

const Parameters = Type.Object({ seconds: duration(60) });

export class Unlive implements Fault<typeof Parameters> {
  readonly kind = 'unlive';
  readonly summary = 'turns liveness off: the kubelet restarts the container';
  readonly parameters = Parameters;

  plan(parameters: Static<typeof Parameters>): FaultPlan<Static<typeof Parameters>> {
    const message = `liveness will be 503 for ${parameters.seconds} s: the kubelet restarts this container`;
    return { parameters, message, seconds: parameters.seconds, ending: 'expiry' };
  }

  /** Being active is the whole effect: the probes ask the registry. */
  run(_plan: FaultPlan<Static<typeof Parameters>>, { signal }: FaultRun): Promise<void> {
    return aborted(signal);
  }
}
