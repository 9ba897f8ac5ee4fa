import { message } from '../../../messages/drills.ts';
import { whyUnknown, wrongLabels } from '../../../observability/stack/kube-state-metrics.ts';
import type { Check, Timeline } from '../../timeline.ts';
import { checkWithPrometheus } from './check-stack.ts';
import type { MonitoringFacts } from './seen.ts';

export function reasonIsKnown(timeline: Timeline<MonitoringFacts>): Check {
  const name = message('reason.name');
  return checkWithPrometheus(name, timeline, (prometheus, { leakingPod, namespace }) => {
    const expected = `kube_pod_container_status_last_terminated_reason{reason="OOMKilled", pod="${leakingPod}"}`;
    const named = prometheus.oomKilled.some(
      ({ labels }) => labels.pod === leakingPod && labels.namespace === namespace,
    );
    if (named) return { passed: true, expected, actual: 'OOMKilled', remedy: '' };
    if (prometheus.oomKilled.some(({ labels }) => labels.exported_pod === leakingPod)) {
      return { passed: false, expected, ...wrongLabels(leakingPod) };
    }
    const states = prometheus.kubeStateMetrics.map(({ samples }) => samples.at(-1)?.[1]);
    return { passed: false, expected, ...whyUnknown(states) };
  });
}
