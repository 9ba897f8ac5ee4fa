import type { V1Deployment, V1Pod } from '@kubernetes/client-node';
import type { InNamespace } from '../cluster/api-server.ts';
import { readDeployment } from '../cluster/rollout.ts';
import { conditionOf, isReady, isRolledOut } from '../cluster/state.ts';
import { check } from '../judging/check.ts';
import type { Check } from '../timeline.ts';

const FEWEST_REPLICAS = 2;

export async function checkAtRest(at: InNamespace): Promise<Check> {
  const deployment = await readDeployment(at);
  const { items: pods } = await at.api.get<{ items: V1Pod[] }>(`/api/v1/namespaces/${at.namespace}/pods`, {
    labelSelector: selectorOf(deployment),
  });
  const desired = deployment.spec?.replicas ?? 1;
  const paused = deployment.spec?.paused === true;
  const fit = isRolledOut(deployment, pods) && desired >= FEWEST_REPLICAS && !paused;
  return check('the Deployment is rolled out', fit, {
    expected: `at least ${FEWEST_REPLICAS} replicas, all updated and ready, nothing under way`,
    actual: paused
      ? 'paused'
      : `${desired} desired, ${deployment.status?.updatedReplicas ?? 0} updated, ${deployment.status?.readyReplicas ?? 0} ready${describePods(pods)}`,
    remedy: remedyFor(paused, desired, pods),
  });
}

function describePods(pods: readonly V1Pod[]): string {
  const odd = pods
    .map((pod) => ({ name: pod.metadata?.name, word: conditionOf(pod) || (isReady(pod) ? '' : 'not ready') }))
    .filter((one) => one.word !== '');
  return odd.map((one) => `, ${one.name} ${one.word}`).join('');
}

function remedyFor(paused: boolean, desired: number, pods: readonly V1Pod[]): string {
  if (paused) return 'kubectl rollout resume deployment/app-1-2-2-1';
  if (desired < FEWEST_REPLICAS) return 'kubectl scale deployment/app-1-2-2-1 --replicas=2';
  if (pods.some((pod) => /Image/.test(conditionOf(pod))))
    return 'npm run images, and load the images into the cluster';
  return 'kubectl rollout status deployment/app-1-2-2-1; kubectl describe the pod that is not ready';
}

export function selectorOf(deployment: V1Deployment): string {
  const labels = deployment.spec?.selector.matchLabels ?? {};
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}
