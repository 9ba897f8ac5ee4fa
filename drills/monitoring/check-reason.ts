import type { Check, Timeline } from '../timeline.ts';
import { checkWithPrometheus } from './check-prometheus.ts';
import type { MonitoringFacts } from './seen.ts';

export function reasonIsKnown(timeline: Timeline<MonitoringFacts>): Check {
  const name = 'Prometheus knows the reason: OOMKilled';
  return checkWithPrometheus(name, timeline, (prometheus, { leakingPod, namespace }) => {
    const expected = `kube_pod_container_status_last_terminated_reason{reason="OOMKilled", pod="${leakingPod}"}`;
    const named = prometheus.oomKilled.some(
      ({ labels }) => labels.pod === leakingPod && labels.namespace === namespace,
    );
    if (named) return { passed: true, expected, actual: 'OOMKilled', remedy: '' };
    if (prometheus.oomKilled.some(({ labels }) => labels.exported_pod === leakingPod)) {
      return {
        passed: false,
        expected,
        actual: `wrong labels: exported_pod="${leakingPod}"`,
        remedy: 'honor_labels: true in the scrape configuration of kube-state-metrics',
      };
    }
    const last = prometheus.kubeStateMetrics.map(({ samples }) => samples.at(-1)?.[1]);
    return {
      passed: false,
      expected,
      actual:
        last.length === 0
          ? 'kube-state-metrics is not scraped'
          : last.includes(1)
            ? 'kube-state-metrics does not tell of it'
            : 'kube-state-metrics is down',
      remedy:
        last.length === 0
          ? 'npm run up -- --monitoring brings kube-state-metrics; npm run monitoring -- check says what is there'
          : 'kubectl logs the pod of kube-state-metrics: may it list pods in this namespace?',
    };
  });
}
