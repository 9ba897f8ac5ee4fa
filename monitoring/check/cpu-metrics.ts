import { ApiError, type ApiServer } from '../../drills/cluster/api-server.ts';
import { WORKLOAD } from '../workload.ts';
import { type Finding, missing, there } from './finding.ts';

const WHAT = 'the CPU metrics that the HPA reads (metrics.k8s.io)';
/** Beyond it the load of a lesson is over before the average shows it. */
const LONG_WINDOW_SECONDS = 60;

interface ApiService {
  readonly spec: { readonly service?: { readonly namespace?: string; readonly name?: string } };
}

export async function checkCpuMetrics(api: ApiServer): Promise<Finding> {
  try {
    const { spec } = await api.get<ApiService>(
      '/apis/apiregistration.k8s.io/v1/apiservices/v1beta1.metrics.k8s.io',
    );
    const server = spec.service?.name ?? 'somebody';
    const { items } = await api.get<{ items: { window?: string }[] }>(
      `/apis/metrics.k8s.io/v1beta1/namespaces/${WORKLOAD.namespace}/pods`,
    );
    const windowSeconds = Math.max(0, ...items.map(({ window = '' }) => seconds(window)));
    const seen = `served by ${server}${windowSeconds > 0 ? `, averaged over ${windowSeconds} s` : ''}`;
    if (windowSeconds <= LONG_WINDOW_SECONDS) return there(WHAT, seen);
    return missing(
      WHAT,
      seen,
      `the HPA ignores pods younger than that: start the load ${Math.ceil(windowSeconds / 60)} minutes after the pods, and longer (/cpu-load?seconds=600); or let metrics-server serve them`,
    );
  } catch (err) {
    if (!(err instanceof ApiError)) throw err;
    return missing(WHAT, `nobody serves them (${err.message})`, 'install metrics-server; npm run up does');
  }
}

/** `15s`, `5m0s`, `14.977s`, as Go prints a duration. */
function seconds(window: string): number {
  const unit: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };
  const parts = window.matchAll(/([\d.]+)([hms])/g);
  return Math.round(
    [...parts].reduce((sum, [, figure, name = '']) => sum + Number(figure) * (unit[name] ?? 0), 0),
  );
}
