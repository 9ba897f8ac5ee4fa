import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiServer } from './api-server.ts';
import { ApiError } from './http.ts';
import type { V1Node, V1Pod } from './objects.ts';

/** `kubectl drain` also waits this long after a refused eviction. */
const REFUSED_RETRY_MS = 5000;

/** `kubectl drain` evicts these pods. It leaves pods of a DaemonSet, and static pods, on the node. */
export function isEvictable(pod: V1Pod): boolean {
  const owners = pod.metadata.ownerReferences ?? [];
  if (owners.some((owner) => owner.controller && owner.kind === 'DaemonSet')) return false;
  if (pod.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined) return false;
  return pod.metadata.deletionTimestamp == null;
}

/**
 * Uses the eviction API, which honours PodDisruptionBudgets. A refused eviction (429) is reported to
 * `onRefused` and tried again.
 */
export async function evict(
  api: ApiServer,
  pod: V1Pod,
  signal: AbortSignal,
  onRefused: (reason: string) => void,
  retryMs: number = REFUSED_RETRY_MS,
): Promise<void> {
  const { name, namespace } = pod.metadata ?? {};
  for (;;) {
    signal.throwIfAborted();
    try {
      await api.post(`/api/v1/namespaces/${namespace}/pods/${name}/eviction`, {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name, namespace },
      });
      return;
    } catch (err) {
      if (!(err instanceof ApiError)) throw err;
      if (err.status === 404) return;
      if (err.status !== 429) throw err;
      onRefused(err.message);
    }
    await sleep(retryMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

export function isSchedulable(node: V1Node): boolean {
  const ready = node.status.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') ?? false;
  const repels = node.spec.taints?.some((taint) => taint.effect !== 'PreferNoSchedule') ?? false;
  return ready && !repels && node.spec.unschedulable !== true;
}
