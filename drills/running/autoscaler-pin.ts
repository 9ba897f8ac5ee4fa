import type { V2HorizontalPodAutoscaler } from '@kubernetes/client-node';
import { ApiError } from '../cluster/api-server.ts';
import type { Right } from '../cluster/rights.ts';
import type { Facts } from '../timeline.ts';
import { WORKLOAD } from '../workload.ts';
import type { DrillRun } from './drill-run.ts';

export const PIN_RIGHTS: readonly Right[] = [
  { verb: 'get', resource: 'horizontalpodautoscalers.autoscaling' },
  { verb: 'patch', resource: 'horizontalpodautoscalers.autoscaling' },
];

/** Keeps the autoscaler from changing the number of pods, until the drill ends. Without an autoscaler there is nothing to do. */
export async function pinAutoscaler<Own extends Facts>(run: DrillRun<Own>, replicas: number): Promise<void> {
  const { api, namespace } = run.setup;
  const path = `/apis/autoscaling/v2/namespaces/${namespace}/horizontalpodautoscalers/${WORKLOAD.name}`;
  const found = await api.get<V2HorizontalPodAutoscaler>(path).catch((err) => {
    if (err instanceof ApiError && err.status === 404) return null;
    throw err;
  });
  if (found === null) return;
  const { minReplicas, maxReplicas } = found.spec ?? {};
  const bounds = { spec: { minReplicas, maxReplicas } };
  run.cleanups.add({
    left: `the autoscaler is pinned to ${replicas} replicas`,
    remedy: `kubectl patch hpa ${WORKLOAD.name} -p '${JSON.stringify(bounds)}'`,
    run: async (signal) => {
      await api.patch(path, 'application/merge-patch+json', bounds);
      await run.cluster.until((state) => state.autoscaler()?.spec?.maxReplicas === maxReplicas, signal);
    },
  });
  run.action(`pinned the autoscaler to ${replicas} replicas (${minReplicas} to ${maxReplicas} before)`);
  await api.patch(path, 'application/merge-patch+json', {
    spec: { minReplicas: replicas, maxReplicas: replicas },
  });
}
