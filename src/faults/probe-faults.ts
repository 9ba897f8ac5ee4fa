import * as Type from 'typebox';
import { aborted, type Fault } from './fault.ts';
import { duration } from './parameters.ts';

const Parameters = Type.Object({ seconds: duration(60) });

export const unready = probeFault(
  'unready',
  'turns readiness off: Kubernetes sends no traffic to the pod',
  (seconds) => `readiness will be 503 for ${seconds} s: Kubernetes takes this pod out of the Service`,
);

export const unlive = probeFault(
  'unlive',
  'turns liveness off: the kubelet restarts the container',
  (seconds) => `liveness will be 503 for ${seconds} s: the kubelet restarts this container`,
);

/** Being active is the whole effect: the probes ask the registry. */
function probeFault(
  kind: string,
  summary: string,
  messageFor: (seconds: number) => string,
): Fault<typeof Parameters> {
  return {
    kind,
    summary,
    parameters: Parameters,
    plan: (parameters) => {
      const { seconds } = parameters;
      return { parameters, message: messageFor(seconds), seconds, ending: 'expiry' };
    },
    run: (_plan, { signal }) => aborted(signal),
  };
}
