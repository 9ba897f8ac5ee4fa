import type { V1Deployment } from '@kubernetes/client-node';
import { containerOf } from '../cluster/state.ts';
import { check } from '../judging/check.ts';
import type { ServiceClient } from '../service/client.ts';
import type { Check } from '../timeline.ts';

export function checkMemoryLimit(deployment: V1Deployment): Check {
  const container = containerOf(deployment);
  const limit = container?.resources?.limits?.memory;
  return check('the container has a memory limit', limit !== undefined, {
    expected: 'resources.limits.memory',
    actual: limit ?? 'none',
    remedy: 'kubectl apply -f k8s/deployment.yaml: without a limit a leak would take the node',
  });
}

export async function checkFaultsOpen(app: ServiceClient, anyPod: string, hasToken: boolean): Promise<Check> {
  const name = 'faults can be started';
  const expected = hasToken ? 'guard open or token' : 'guard open';
  try {
    const { guard, active } = await app.readFaults(anyPod);
    if (active.length > 0) {
      return check(name, false, {
        expected: 'no fault active before the drill',
        actual: `active: ${active.map((one) => one.fault).join(', ')}`,
        remedy: 'curl -X DELETE .../faults on each pod, or let it expire',
      });
    }
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
