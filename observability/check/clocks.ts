import type { ApiServer } from '../../drills/cluster/api-server.ts';
import { CLOCK_TOLERANCE_MS, nodesAheadMs, prometheusAheadMs } from '../../drills/monitoring/clocks.ts';
import type { Prometheus } from '../../drills/monitoring/prometheus.ts';
import { type Finding, missing, there } from './finding.ts';

const WHAT = 'the clocks agree';

/** A drifted clock puts the last minutes of a graph where nobody looks: Grafana seems empty. */
export async function checkClocks(api: ApiServer, prometheus: Prometheus | null): Promise<Finding> {
  const ahead = await nodesAheadMs(api, AbortSignal.timeout(30_000));
  if (prometheus) ahead.set('Prometheus', await prometheusAheadMs(prometheus));
  const wrong = [...ahead].filter(([, ms]) => Math.abs(ms) > CLOCK_TOLERANCE_MS);
  if (wrong.length === 0) {
    const most = Math.max(0, ...[...ahead.values()].map(Math.abs));
    return there(WHAT, `${ahead.size} of them and this machine's, to ${(most / 1000).toFixed(1)} s`);
  }
  return missing(
    WHAT,
    wrong
      .map(
        ([name, ms]) =>
          `${name} is ${Math.abs(ms / 1000).toFixed(0)} s ${ms > 0 ? 'ahead of' : 'behind'} this machine`,
      )
      .join(', '),
    'on the one that is wrong: sudo chronyc makestep (a virtual machine that slept: restart chronyd)',
  );
}
