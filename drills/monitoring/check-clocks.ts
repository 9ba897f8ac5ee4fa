import { checkFacts, seconds } from '../judging/check.ts';
import type { Check, Timeline } from '../timeline.ts';
import { CLOCK_TOLERANCE_MS } from './clocks.ts';
import type { MonitoringFacts } from './seen.ts';

/** Comes first: with a clock that is off everything else is there, and at another time than is looked at. */
export function clocksAgree(timeline: Timeline<MonitoringFacts>): Check {
  return checkFacts(
    'the clocks agree',
    timeline,
    ['nodeAheadMs', 'leakingPod', 'prometheus'],
    ({ nodeAheadMs, leakingPod, prometheus }) => {
      const clocks = { here: 0, node: nodeAheadMs, ...(prometheus && { prometheus: prometheus.aheadMs }) };
      const values = Object.values(clocks);
      return {
        passed: Math.max(...values) - Math.min(...values) <= CLOCK_TOLERANCE_MS,
        expected: `this machine, Prometheus and the node of ${leakingPod} within ${seconds(CLOCK_TOLERANCE_MS)}`,
        actual: [
          `the node is ${apart(nodeAheadMs)} this machine`,
          ...(prometheus === null ? [] : [`Prometheus ${apart(prometheus.aheadMs)} it`]),
        ].join(', '),
        remedy:
          'set the clock of the machine that is off: timedatectl set-ntp true, or chronyc makestep where chrony runs; until then Grafana is empty where it should not be',
      };
    },
  );
}

function apart(aheadMs: number): string {
  return `${seconds(Math.abs(aheadMs))} ${aheadMs < 0 ? 'behind' : 'ahead of'}`;
}
