import type { Check, Timeline } from '../timeline.ts';
import { type Cause, checkWithPrometheus } from './check-prometheus.ts';
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
    const states = prometheus.kubeStateMetrics.map(({ samples }) => samples.at(-1)?.[1]);
    return { passed: false, expected, ...whyUnknown(states) };
  });
}

function whyUnknown(states: readonly (number | undefined)[]): Cause {
  if (states.length === 0) {
    return {
      actual: 'kube-state-metrics is not scraped',
      remedy:
        'npm run up -- --monitoring brings kube-state-metrics; npm run monitoring -- check says what is there',
    };
  }
  return states.includes(1)
    ? {
        actual: 'kube-state-metrics does not tell of it',
        remedy: 'kubectl logs the pod of kube-state-metrics: may it list pods in this namespace?',
      }
    : {
        actual: 'kube-state-metrics is down',
        remedy: 'kubectl get pods -A -l app.kubernetes.io/name=kube-state-metrics: is it running and ready?',
      };
}
