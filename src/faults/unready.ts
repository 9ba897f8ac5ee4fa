import type { Static } from 'typebox';
import * as Type from 'typebox';
import { aborted, type Fault, type FaultPlan, type FaultRun } from './fault.ts';
import { duration } from './parameters.ts';

const Parameters = Type.Object({ seconds: duration(60) });

export class Unready implements Fault<typeof Parameters> {
  readonly kind = 'unready';
  readonly summary = 'turns readiness off: Kubernetes sends no traffic to the pod';
  readonly parameters = Parameters;

  plan(parameters: Static<typeof Parameters>): FaultPlan<Static<typeof Parameters>> {
    const message = `readiness will be 503 for ${parameters.seconds} s: Kubernetes takes this pod out of the Service`;
    return { parameters, message, seconds: parameters.seconds, ending: 'expiry' };
  }

  /** Being active is the whole effect: the probes ask the registry. */
  run(_plan: FaultPlan<Static<typeof Parameters>>, { signal }: FaultRun): Promise<void> {
    return aborted(signal);
  }
}
