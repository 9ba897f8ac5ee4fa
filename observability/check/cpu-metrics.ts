import { ApiError, type ApiServer } from '../../drills/cluster/api-server.ts';
import { LONG_WINDOW_SECONDS, readCpuMetrics } from '../../drills/cluster/cpu-metrics.ts';
import { WORKLOAD } from '../workload.ts';
import { type Finding, missing, there } from './finding.ts';

const WHAT = 'the CPU metrics that the HPA reads (metrics.k8s.io)';
export async function checkCpuMetrics(api: ApiServer): Promise<Finding> {
  try {
    const { server, windowSeconds } = await readCpuMetrics({ api, namespace: WORKLOAD.namespace });
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
