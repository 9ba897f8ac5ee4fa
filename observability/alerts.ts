import { WORKLOAD } from '../scripts/workload.ts';
import { TRAFFIC } from './dashboard/queries.ts';

export interface Alert {
  readonly name: string;
  readonly expr: string;
  /** How long it has to be true: `0s` where the expression itself already waits. */
  readonly for: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly summary: string;
  readonly description: string;
}

const { name, container, podRegex } = WORKLOAD;
const REQUESTS = `pod=~"${podRegex}", ${TRAFFIC}`;

/**
 * Every alert says which pod where it can; all need nothing but the service's own metrics, unless they say
 * so.
 */
export const ALERTS: readonly Alert[] = [
  {
    name: 'PodNearMemoryLimit',
    // The share from which the pod asks for no more traffic. A leak of 30 s has 10 s left then: no time to
    // wait.
    expr: 'max by (namespace, pod) (app_container_memory_unreclaimable_bytes / app_container_memory_limit_bytes) > 0.75',
    for: '0s',
    severity: 'warning',
    summary: 'Pod {{ $labels.pod }} is at {{ $value | humanizePercentage }} of its memory limit.',
    description: 'At the limit the kernel kills the container (OOMKilled, exit code 137).',
  },
  {
    name: 'ContainerOOMKilled',
    // kube-state-metrics. The reason stays until the next restart, so the restart has to be a recent one.
    expr: `max by (namespace, pod, container) (kube_pod_container_status_last_terminated_reason{container="${container}", reason="OOMKilled"}) == 1 and on (namespace, pod, container) max by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total{container="${container}"}[5m])) > 0`,
    for: '0s',
    severity: 'critical',
    summary: 'Container {{ $labels.container }} of pod {{ $labels.pod }} was killed for its memory.',
    description: 'It met its memory limit, the kernel killed it (exit code 137), the kubelet restarted it.',
  },
  {
    name: 'PodThrottled',
    // Half a minute of a window of one: it is there while the lesson still is, and gone a minute after.
    expr: 'max by (namespace, pod) (rate(app_container_cpu_throttled_seconds_total[1m])) > 0.1',
    for: '30s',
    severity: 'warning',
    summary:
      'Pod {{ $labels.pod }} is held back by its CPU limit for {{ $value | humanizePercentage }} of the time.',
    description: 'What it does takes that much longer, probes included.',
  },
  {
    name: 'RolloutStuck',
    // kube-state-metrics. Kubernetes has waited already: progressDeadlineSeconds.
    expr: `max by (namespace, deployment) (kube_deployment_status_condition{deployment="${name}", condition="Progressing", status="false"}) == 1`,
    for: '0s',
    severity: 'critical',
    summary: 'The rollout of {{ $labels.deployment }} makes no progress.',
    description: 'The new release did not become ready within its deadline. The old pods go on serving.',
  },
  {
    name: 'AutoscalerAtMaximum',
    // kube-state-metrics. Longer than a load of two minutes and the scale-down window after it.
    expr: `max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_status_desired_replicas{horizontalpodautoscaler="${name}"}) >= on (namespace, horizontalpodautoscaler) max by (namespace, horizontalpodautoscaler) (kube_horizontalpodautoscaler_spec_max_replicas{horizontalpodautoscaler="${name}"})`,
    for: '5m',
    severity: 'warning',
    summary:
      'Autoscaler {{ $labels.horizontalpodautoscaler }} desires all the {{ $value }} replicas that it may have.',
    description: 'More load than this meets no more pods.',
  },
  {
    name: 'FaultLeftOn',
    // No lesson takes as long: the defaults end after two minutes at most.
    expr: 'max by (namespace, pod, fault) (fault_active) == 1',
    for: '10m',
    severity: 'info',
    summary: 'The fault {{ $labels.fault }} has been active on pod {{ $labels.pod }} for ten minutes.',
    description: 'Somebody started it on purpose, for longer than a lesson takes, or forgot it.',
  },
  {
    name: 'ErrorShareHigh',
    expr: `sum by (namespace) (rate(http_request_duration_seconds_count{${REQUESTS}, status_code=~"5.."}[1m])) / sum by (namespace) (rate(http_request_duration_seconds_count{${REQUESTS}}[1m])) > 0.05`,
    for: '30s',
    severity: 'critical',
    summary: '{{ $value | humanizePercentage }} of the requests in {{ $labels.namespace }} end in a 5xx.',
    description: 'As the pods count them; what never reached a pod is not among them.',
  },
  {
    name: 'AnswersSlow',
    expr: `histogram_quantile(0.99, sum by (namespace, le) (rate(http_request_duration_seconds_bucket{${REQUESTS}}[1m]))) > 0.5`,
    for: '30s',
    severity: 'warning',
    summary:
      'One request in a hundred in {{ $labels.namespace }} takes {{ $value | humanizeDuration }} or longer.',
    description: 'From the head of the request to the end of the answer, inside the pod.',
  },
];

/** A rule file as Prometheus reads it; the operator's PrometheusRule has the same below `spec`. */
export function alertRules(runbookBase: string) {
  const rules = ALERTS.map((alert) => ({
    alert: alert.name,
    expr: alert.expr,
    for: alert.for,
    labels: { severity: alert.severity, service: name },
    annotations: {
      summary: alert.summary,
      description: alert.description,
      runbook_url: `${runbookBase}/${runbookFile(alert.name)}`,
    },
  }));
  // A lesson takes a minute or two: a rule that is looked at once a minute would miss half of it.
  return { groups: [{ name, interval: '5s', rules }] };
}

/** `PodNearMemoryLimit` -> `pod-near-memory-limit.md` */
export function runbookFile(alert: string): string {
  return `${alert.replace(/(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, '-').toLowerCase()}.md`;
}
