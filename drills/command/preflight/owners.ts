import { message } from '../../../messages/all.ts';
import type { InNamespace } from '../../cluster/api-server.ts';
import type { KubernetesObject, V1OwnerReference, V1Pod, V1ReplicaSet } from '../../cluster/objects.ts';
import { listPods } from '../../cluster/rollout.ts';
import { isTerminating } from '../../cluster/state.ts';
import { check } from '../../judging/check.ts';
import type { Text } from '../../timeline.ts';
import { mayHeal, type PreflightCheck } from './questions.ts';

/** A pod of another owner that has the label of the Deployment gets its traffic and counts as its pod. */
export async function checkOwners(at: InNamespace, labelSelector: string): Promise<PreflightCheck> {
  const { deployment } = at.workload;
  const [pods, replicaSets] = await Promise.all([
    listPods(at, labelSelector),
    at.api.list<V1ReplicaSet>(`/apis/apps/v1/namespaces/${at.namespace}/replicasets`),
  ]);
  const strangers = pods.filter((pod) => {
    const owner = ownerOf(pod, replicaSets);
    return owner?.kind !== 'Deployment' || owner.name !== deployment;
  });
  const count = pods.length;
  const found = check(message('owners.check'), strangers.length === 0, {
    expected: message('owners.expected', { deployment }),
    actual:
      strangers.length === 0
        ? message('owners.all', { count })
        : message('owners.strangers', {
            count,
            selector: labelSelector,
            strangers: strangers.map((pod) => ownerInWords(pod, ownerOf(pod, replicaSets))),
          }),
    remedy: message('owners.remedy'),
  });
  // The pods of a Deployment that was deleted a moment ago are terminating.
  return strangers.every(isTerminating) ? mayHeal(found) : found;
}

function ownerInWords({ metadata }: V1Pod, owner: V1OwnerReference | undefined): Text {
  const pod = metadata.name;
  if (owner === undefined) return message('owners.nobody', { pod });
  return message('owners.other', { pod, kind: owner.kind, owner: owner.name });
}

/** The Deployment above the ReplicaSet; where there is none, whatever controls the pod. */
function ownerOf(pod: V1Pod, replicaSets: readonly V1ReplicaSet[]): V1OwnerReference | undefined {
  const direct = controllerOf(pod);
  if (direct?.kind !== 'ReplicaSet') return direct;
  const replicaSet = replicaSets.find(({ metadata }) => metadata.name === direct.name);
  return (replicaSet && controllerOf(replicaSet)) ?? direct;
}

function controllerOf({ metadata }: KubernetesObject): V1OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller);
}
