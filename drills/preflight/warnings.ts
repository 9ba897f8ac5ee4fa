import type { V1Lease } from '@kubernetes/client-node';
import type { ApiServer } from '../cluster/api-server.ts';

/** Of metrics-server, on which the arithmetic of autoscalers is tuned, it is 15 s or less. */
const LONG_WINDOW_SECONDS = 60;
/** An answer takes a while, and its date has no fractions. */
const MOST_SKEW_MS = 5000;
/** The kubelet renews every 10 s, and is late by up to 40 s before its node is not ready. */
const MOST_LEASE_AGE_MS = 60_000;

/** What makes a drill slow or its times doubtful, and yet is no reason not to begin. What cannot be read is left out. */
export async function readWarnings(
  api: ApiServer,
  namespace: string,
  needs: { readonly autoscaler?: true },
): Promise<string[]> {
  const found = await Promise.all(
    [needs.autoscaler ? metricsWindow(api, namespace) : [], clockHere(api), clocksOfNodes(api)].map((one) =>
      Promise.resolve(one).catch(() => [] as string[]),
    ),
  );
  return found.flat();
}

/** prometheus-adapter in place of metrics-server has five minutes: a load on a young pod is seen that late. */
async function metricsWindow(api: ApiServer, namespace: string): Promise<string[]> {
  const [{ items }, { spec }] = await Promise.all([
    api.get<{ items: { window?: string }[] }>(`/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`),
    api.get<{ spec?: { service?: { name?: string } } }>(
      '/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io',
    ),
  ]);
  const windows = items
    .map(({ window = '' }) => window)
    .filter((one) => secondsOf(one) > LONG_WINDOW_SECONDS);
  const [window] = windows;
  if (window === undefined) return [];
  return [
    `CPU comes from ${spec?.service?.name ?? 'an unknown service'} as a mean over ${window}: the autoscaler sees a load that late`,
  ];
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

/** `15s`, `1m0s`, `5m0s`, as Go writes durations. */
function secondsOf(duration: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] =
    /^(?:(\d+)h)?(?:(\d+)m)?(?:([\d.]+)s)?$/.exec(duration) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
