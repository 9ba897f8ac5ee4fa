import { message } from '../../../messages/all.ts';
import type { InNamespace } from '../../cluster/api-server.ts';
import type { KubernetesObject, V1OwnerReference, V1Pod, V1ReplicaSet } from '../../cluster/objects.ts';
import { listPods } from '../../cluster/rollout.ts';
import { check } from '../../judging/check.ts';
import type { Check } from '../../timeline.ts';

/**
 * A pod of somebody else with the label of the Deployment gets its traffic, and counts as one of its pods.
 */
export async function checkOwners(at: InNamespace, labelSelector: string): Promise<Check> {
  const { deployment } = at.workload;
  const [pods, replicaSets] = await Promise.all([
    listPods(at, labelSelector),
    at.api.list<V1ReplicaSet>(`/apis/apps/v1/namespaces/${at.namespace}/replicasets`),
  ]);
  const strangers = pods.flatMap((pod) => {
    const owner = ownerOf(pod, replicaSets);
    if (owner?.kind === 'Deployment' && owner.name === deployment) return [];
    const name = pod.metadata?.name ?? '';
    return owner === undefined
      ? message('owners.nobody', { pod: name })
      : message('owners.other', { pod: name, kind: owner.kind, owner: owner.name });
  });
  const count = pods.length;
  return check(message('owners.check'), strangers.length === 0, {
    expected: message('owners.expected', { deployment }),
    actual:
      strangers.length === 0
        ? message('owners.all', { count })
        : message('owners.strangers', { count, selector: labelSelector, strangers }),
    remedy: message('owners.remedy'),
  });
}

/** The Deployment above the ReplicaSet; where there is none, whatever controls the pod. */
function ownerOf(pod: V1Pod, replicaSets: readonly V1ReplicaSet[]): V1OwnerReference | undefined {
  const direct = controllerOf(pod);
  if (direct?.kind !== 'ReplicaSet') return direct;
  const replicaSet = replicaSets.find(({ metadata }) => metadata?.name === direct.name);
  return (replicaSet && controllerOf(replicaSet)) ?? direct;
}

function controllerOf({ metadata }: KubernetesObject): V1OwnerReference | undefined {
  return metadata?.ownerReferences?.find(({ controller }) => controller);
}
