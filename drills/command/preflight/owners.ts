import { message } from '../../../messages/all.ts';
import type { InNamespace } from '../../cluster/api-server.ts';
import type { KubernetesObject, V1OwnerReference, V1Pod, V1ReplicaSet } from '../../cluster/objects.ts';
import { listPods } from '../../cluster/rollout.ts';
import { isTerminating } from '../../cluster/state.ts';
import { check } from '../../judging/check.ts';
import type { Text } from '../../timeline.ts';
import { type PreflightCheck, retryable } from './check-runner.ts';

/**
 * Another owner's pod with the labels of the Deployment gets traffic of the Service, and counts as a pod of
 * the Deployment.
 */
export async function checkOwners(at: InNamespace, labelSelector: string): Promise<PreflightCheck> {
  const { deployment } = at.workload;
  const [pods, replicaSets] = await Promise.all([
    listPods(at, labelSelector),
    at.api.list<V1ReplicaSet>(`/apis/apps/v1/namespaces/${at.namespace}/replicasets`),
  ]);
  const others = pods
    .map((pod) => ({ pod, owner: ownerOf(pod, replicaSets) }))
    .filter(({ owner }) => owner?.kind !== 'Deployment' || owner.name !== deployment);
  const count = pods.length;
  const found = check(message('owners.check'), others.length === 0, {
    expected: message('owners.expected', { deployment }),
    actual:
      others.length === 0
        ? message('owners.all', { count })
        : message('owners.strangers', {
            count,
            selector: labelSelector,
            strangers: others.map(ownerInWords),
          }),
    remedy: message('owners.remedy'),
  });
  // A Deployment that was deleted a moment ago still has terminating pods.
  return others.every(({ pod }) => isTerminating(pod)) ? retryable(found) : found;
}

function ownerInWords({ pod, owner }: { pod: V1Pod; owner: V1OwnerReference | undefined }): Text {
  const { name } = pod.metadata;
  if (owner === undefined) return message('owners.nobody', { pod: name });
  return message('owners.other', { pod: name, kind: owner.kind, owner: owner.name });
}

/** The Deployment that owns the pod's ReplicaSet, or else the controller of the pod itself. */
function ownerOf(pod: V1Pod, replicaSets: readonly V1ReplicaSet[]): V1OwnerReference | undefined {
  const direct = controllerOf(pod);
  if (direct?.kind !== 'ReplicaSet') return direct;
  const replicaSet = replicaSets.find(({ metadata }) => metadata.name === direct.name);
  return (replicaSet && controllerOf(replicaSet)) ?? direct;
}

function controllerOf({ metadata }: KubernetesObject): V1OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller);
}
