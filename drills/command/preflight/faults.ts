import { message } from '../../../messages/drills.ts';
import type { V1Deployment } from '../../cluster/objects.ts';
import type { ServiceClient } from '../../cluster/service-client.ts';
import { containerOf } from '../../cluster/state.ts';
import { check } from '../../judging/check.ts';
import type { Check } from '../../timeline.ts';

export function checkMemoryLimit(deployment: V1Deployment): Check {
  const container = containerOf(deployment);
  const limit = container?.resources?.limits?.memory;
  return check('the container has a memory limit', limit !== undefined, {
    expected: 'resources.limits.memory',
    actual: limit ?? 'none',
    remedy: 'kubectl apply -f k8s/deployment.yaml: without a limit a leak would take the node',
  });
}

/** Each pod is asked: a drill that was killed leaves its fault on one of them. */
export async function checkNoFaults(app: ServiceClient, pods: readonly string[]): Promise<Check> {
  const name = message('faults.check');
  const expected = message('faults.expected');
  const answers = await app.readFaultsOfEach(pods);
  const active = [...answers].flatMap(([pod, faults]) => faults.active.map(({ fault }) => ({ pod, fault })));
  const silent = pods.filter((pod) => !answers.has(pod));
  if (active.length === 0 && silent.length > 0)
    return { name, passed: null, expected, actual: message('faults.silent', { pods: silent }) };
  return check(name, active.length === 0, {
    expected,
    actual:
      active.length === 0
        ? message('faults.none', { count: pods.length })
        : message('faults.active', { faults: active.map((one) => message('faults.on', one)) }),
    remedy: message('faults.remedy', {
      commands: [...new Set(active.map(({ pod }) => app.commandToStopFaults(pod)))],
    }),
  });
}

export async function checkFaultsOpen(app: ServiceClient, anyPod: string, hasToken: boolean): Promise<Check> {
  const name = 'faults can be started';
  const expected = hasToken ? 'guard open or token' : 'guard open';
  try {
    const { guard } = await app.readFaults(anyPod);
    return check(name, guard === 'open' || (guard === 'token' && hasToken), {
      expected,
      actual: `guard ${guard}`,
      remedy: 'set FAULTS=open on the Deployment, or give its token in the environment variable FAULTS_TOKEN',
    });
  } catch (err) {
    return check(name, false, {
      expected,
      actual: `GET /faults: ${err instanceof Error ? err.message : err}`,
      remedy: 'is this the image of this project? curl /version tells',
    });
  }
}
