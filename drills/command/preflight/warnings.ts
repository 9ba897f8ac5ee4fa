import { message } from '../../../messages/all.ts';
import type { ApiServer, InNamespace } from '../../cluster/api-server.ts';
import { LONG_WINDOW_SECONDS, readCpuMetrics } from '../../cluster/cpu-metrics.ts';
import type { V1Lease, V1Pod } from '../../cluster/objects.ts';
import type { Text } from '../../timeline.ts';

/** The answer takes time, and its date is in whole seconds. */
const MOST_SKEW_MS = 5000;
/** The kubelet renews its Lease every 10 s. After 40 s without a renewal its node is not ready. */
const MOST_LEASE_AGE_MS = 60_000;

/**
 * Reasons why a drill may be slow or its times wrong. They do not stop the drill. What cannot be read is left
 * out.
 */
export async function readWarnings(
  at: InNamespace,
  needs: { readonly autoscaler?: true },
  pods: readonly V1Pod[],
): Promise<Text[]> {
  const found = await Promise.all(
    [needs.autoscaler ? metricsWindow(at, pods) : [], clockHere(at.api), clocksOfNodes(at.api)].map((one) =>
      Promise.resolve(one).catch(() => [] as Text[]),
    ),
  );
  return found.flat();
}

/** prometheus-adapter averages over five minutes. The HPA leaves out pods that are younger than that. */
async function metricsWindow(at: InNamespace, pods: readonly V1Pod[]): Promise<Text[]> {
  const { server, windowSeconds } = await readCpuMetrics(at);
  if (windowSeconds <= LONG_WINDOW_SECONDS) return [];
  const late = message('warnings.cpuMean', { server, time: windowSeconds });
  const youngestMs = Math.max(...pods.map(({ status }) => Date.parse(String(status.startTime))));
  const leftSeconds = Math.ceil(windowSeconds - ((await at.api.readClock()) - youngestMs) / 1000);
  if (!(leftSeconds > 0)) return [late];
  return [message('warnings.cpuMeanYoungest', { late, left: leftSeconds })];
}

async function clockHere(api: ApiServer): Promise<Text[]> {
  const skewMs = Date.now() - (await api.readClock());
  if (Math.abs(skewMs) <= MOST_SKEW_MS) return [];
  const time = Math.abs(Math.round(skewMs / 1000));
  return [message(skewMs > 0 ? 'warnings.hereAhead' : 'warnings.hereBehind', { time })];
}

async function clocksOfNodes(api: ApiServer): Promise<Text[]> {
  const [leases, nowMs] = await Promise.all([
    api.list<V1Lease>('/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases'),
    api.readClock(),
  ]);
  return leases.flatMap(({ metadata, spec }) => {
    const aheadMs = Date.parse(String(spec.renewTime)) - nowMs;
    const values = { node: metadata.name, time: Math.abs(Math.round(aheadMs / 1000)) };
    if (aheadMs > MOST_SKEW_MS) return message('warnings.nodeAhead', values);
    return aheadMs < -MOST_LEASE_AGE_MS ? message('warnings.nodeBehind', values) : [];
  });
}
