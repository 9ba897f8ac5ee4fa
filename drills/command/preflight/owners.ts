import { message } from '../../../messages/drills.ts';
import type { InNamespace } from '../../cluster/api-server.ts';
import type { KubernetesObject, V1OwnerReference, V1Pod, V1ReplicaSet } from '../../cluster/objects.ts';
import { check } from '../../judging/check.ts';
import { type PreflightCheck, unhealable } from './patience.ts';

/**
 * A pod of somebody else with the label of the Deployment gets its traffic, and counts as one of its pods.
 */
export async function checkOwners(
  { api, namespace, workload }: InNamespace,
  labelSelector: string,
): Promise<PreflightCheck> {
  const [pods, replicaSets] = await Promise.all([
    api.get<{ items: V1Pod[] }>(`/api/v1/namespaces/${namespace}/pods`, { labelSelector }),
    api.get<{ items: V1ReplicaSet[] }>(`/apis/apps/v1/namespaces/${namespace}/replicasets`),
  ]);
  const strangers = pods.items.flatMap((pod) => {
    const owner = ownerOf(pod, replicaSets.items);
    if (owner?.kind === 'Deployment' && owner.name === workload.deployment) return [];
    const name = pod.metadata?.name ?? '';
    return owner === undefined
      ? message('owners.nobody', { pod: name })
      : message('owners.other', { pod: name, kind: owner.kind, owner: owner.name });
  });
  const count = pods.items.length;
  return unhealable(
    check(message('owners.check'), strangers.length === 0, {
      expected: message('owners.expected', { deployment: workload.deployment }),
      actual:
        strangers.length === 0
          ? message('owners.all', { count })
          : message('owners.strangers', { count, selector: labelSelector, strangers }),
      remedy: message('owners.remedy'),
    }),
  );
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
