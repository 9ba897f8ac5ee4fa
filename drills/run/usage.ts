import { setTimeout as sleep } from 'node:timers/promises';
import { isOurs } from '../../scripts/workload.ts';
import { ApiError } from '../cluster/http.ts';
import { parseQuantity } from '../cluster/quantity.ts';
import type { DrillRun } from './drill-run.ts';

const INFO_INTERVAL_MS = 1000;
/** metrics-server has new values every 15 s. */
const METRICS_INTERVAL_MS = 5000;

/**
 * Samples CPU and memory of each pod for the report, from the pods themselves or from the metrics API. An
 * error never fails a drill.
 */
export async function sampleUsage(run: DrillRun, signal: AbortSignal): Promise<void> {
  // A service that is not ours gets only the requests that its users send.
  let asksPods = isOurs(run.setup.workload);
  while (!signal.aborted) {
    const interval = asksPods ? INFO_INTERVAL_MS : METRICS_INTERVAL_MS;
    if (asksPods) asksPods = await askPods(run);
    else await askMetrics(run);
    await sleep(interval, undefined, { signal }).catch(() => {});
  }
}

/** False where these credentials may not reach pods by way of the API server. */
async function askPods(run: DrillRun): Promise<boolean> {
  const running = run.state.pods().filter((pod) => pod.status.phase === 'Running');
  const answers = await Promise.allSettled(
    running.map(async (pod) => {
      const name = pod.metadata.name;
      const { usage } = await run.setup.app.readInfo(name);
      run.sample({ pod: name, cpuMillicores: usage.cpuMillicores, memoryBytes: usage.memoryBytes });
    }),
  );
  return !answers.some(
    (one) => one.status === 'rejected' && one.reason instanceof ApiError && one.reason.status === 403,
  );
}

interface PodMetrics {
  readonly metadata: { readonly name: string };
  readonly containers: readonly { readonly usage: { readonly cpu: string; readonly memory: string } }[];
}

async function askMetrics(run: DrillRun): Promise<void> {
  const { api, namespace, podSelector } = run.setup;
  try {
    const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`;
    const metrics = await api.list<PodMetrics>(path, { labelSelector: podSelector });
    for (const { metadata, containers } of metrics) {
      run.sample({
        pod: metadata.name,
        cpuMillicores: containers.reduce((sum, { usage }) => sum + (parseQuantity(usage.cpu) ?? 0) * 1000, 0),
        memoryBytes: containers.reduce((sum, { usage }) => sum + (parseQuantity(usage.memory) ?? 0), 0),
      });
    }
  } catch {
    // Without metrics the report has no curve.
  }
}
