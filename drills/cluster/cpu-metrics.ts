import type { InNamespace } from './api-server.ts';

export interface CpuMetrics {
  /** The Service behind metrics.k8s.io: metrics-server, prometheus-adapter. */
  readonly server: string;
  /** The window over which a pod's CPU is averaged. 0: not known. */
  readonly windowSeconds: number;
}

/** metrics-server's window is 15 to 30 s, and autoscalers are tuned for it. prometheus-adapter's is 300 s. */
export const LONG_WINDOW_SECONDS = 60;

/** Who serves the CPU that the HPA reads. */
export async function readCpuMetrics({
  api,
  namespace,
}: Pick<InNamespace, 'api' | 'namespace'>): Promise<CpuMetrics> {
  const [pods, { spec }] = await Promise.all([
    api.list<{ window?: string }>(`/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`),
    api.get<{ spec?: { service?: { name?: string } } }>(
      '/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io',
    ),
  ]);
  const windowSeconds = Math.max(0, ...pods.map(({ window = '' }) => secondsOf(window)));
  return { server: spec?.service?.name ?? 'an unknown service', windowSeconds };
}

/** `15s`, `1m0s`, `14.977s`, as Go writes durations; whole seconds. */
function secondsOf(duration: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] =
    /^(?:(\d+)h)?(?:(\d+)m)?(?:([\d.]+)s)?$/.exec(duration) ?? [];
  return Math.round(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}
