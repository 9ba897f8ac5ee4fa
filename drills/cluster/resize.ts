import { WORKLOAD } from '../../scripts/workload.ts';
import type { InNamespace } from './api-server.ts';
import type { V1Pod } from './objects.ts';
import { parseQuantity } from './quantity.ts';

export type Resource = 'cpu' | 'memory';

/** `kubectl patch pod NAME --subresource resize`: other limits under a running container. */
export async function resizePod(
  { api, namespace }: InNamespace,
  pod: string,
  limits: Readonly<Partial<Record<Resource, string>>>,
): Promise<void> {
  await api.patch(
    `/api/v1/namespaces/${namespace}/pods/${pod}/resize`,
    'application/strategic-merge-patch+json',
    { spec: { containers: [{ name: WORKLOAD.container, resources: { limits } }] } },
  );
}

/**
 * The limit that the kubelet reports, in cores or bytes. The pod's spec only has the limit that was asked
 * for.
 */
export function limitInForce(pod: V1Pod | undefined, resource: Resource): number | null {
  const status = pod?.status.containerStatuses?.find((one) => one.name === WORKLOAD.container);
  const limit = status?.resources?.limits?.[resource];
  return limit === undefined ? null : parseQuantity(limit);
}

/** Why the node does not resize the pod. Null: it may still do so. */
export function resizeRefusal(pod: V1Pod | undefined): string | null {
  for (const { type, status, reason, message } of pod?.status.conditions ?? []) {
    if (status !== 'True') continue;
    if (type === 'PodResizePending' || (type === 'PodResizeInProgress' && reason === 'Error'))
      return [reason, message].filter(Boolean).join(': ');
  }
  return null;
}
