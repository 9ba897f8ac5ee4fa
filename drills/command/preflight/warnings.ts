import type { ApiServer, InNamespace } from '../../cluster/api-server.ts';
import { LONG_WINDOW_SECONDS, readCpuMetrics } from '../../cluster/cpu-metrics.ts';
import type { V1Lease, V1Pod } from '../../cluster/objects.ts';

/** An answer takes a while, and its date has no fractions. */
const MOST_SKEW_MS = 5000;
/** The kubelet renews every 10 s, and is late by up to 40 s before its node is not ready. */
const MOST_LEASE_AGE_MS = 60_000;

/**
 * What makes a drill slow or its times doubtful, and yet is no reason not to begin. What cannot be read is
 * left out.
 */
export async function readWarnings(
  at: InNamespace,
  needs: { readonly autoscaler?: true },
  pods: readonly V1Pod[],
): Promise<string[]> {
  const found = await Promise.all(
    [needs.autoscaler ? metricsWindow(at, pods) : [], clockHere(at.api), clocksOfNodes(at.api)].map((one) =>
      Promise.resolve(one).catch(() => [] as string[]),
    ),
  );
  return found.flat();
}

/**
 * prometheus-adapter in place of metrics-server has five minutes: the HPA leaves out pods that are younger.
 */
async function metricsWindow(at: InNamespace, pods: readonly V1Pod[]): Promise<string[]> {
  const { server, windowSeconds } = await readCpuMetrics(at);
  if (windowSeconds <= LONG_WINDOW_SECONDS) return [];
  const late = `CPU comes from ${server} as a mean over ${windowSeconds} s: the autoscaler sees a load that late`;
  const youngestMs = Math.max(...pods.map(({ status }) => Date.parse(String(status?.startTime))));
  const leftSeconds = Math.ceil(windowSeconds - ((await at.api.readClock()) - youngestMs) / 1000);
  if (!(leftSeconds > 0)) return [late];
  return [`${late}, and leaves out the youngest pod for ${leftSeconds} s more`];
}

async function clockHere(api: ApiServer): Promise<string[]> {
  const skewMs = Date.now() - (await api.readClock());
  if (Math.abs(skewMs) <= MOST_SKEW_MS) return [];
  return [
    `the clock here is ${Math.abs(Math.round(skewMs / 1000))} s ${skewMs > 0 ? 'ahead of' : 'behind'} the API server's`,
  ];
}

async function clocksOfNodes(api: ApiServer): Promise<string[]> {
  const [{ items }, nowMs] = await Promise.all([
    api.get<{ items: V1Lease[] }>('/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases'),
    api.readClock(),
  ]);
  return items.flatMap(({ metadata, spec }) => {
    const aheadMs = Date.parse(String(spec?.renewTime)) - nowMs;
    if (aheadMs > MOST_SKEW_MS)
      return [`the clock of ${metadata?.name} is ${Math.round(aheadMs / 1000)} s ahead of the API server's`];
    if (aheadMs < -MOST_LEASE_AGE_MS)
      return [
        `the clock of ${metadata?.name} is behind the API server's, or its kubelet is away: its lease is ${Math.round(-aheadMs / 1000)} s old`,
      ];
    return [];
  });
}
