import { describe, expect, test } from 'vitest';
import { prometheusIsMissing, promtool, temporaryFile } from './promtool.ts';
import { clusterQueries, substitute } from './shipped-files.ts';

/**
 * Series of kube-state-metrics 2.x and of the kubelet's cAdvisor for two pods, with their names and labels:
 * https://github.com/kubernetes/kube-state-metrics/tree/main/docs/metrics
 * https://github.com/google/cadvisor/blob/master/docs/storage/prometheus.md
 */
const KSM = 'namespace="default", job="kube-state-metrics", instance="10.0.0.7:8080"';
const HPA = `${KSM}, horizontalpodautoscaler="app-1-2-2-1"`;
const containerOf = (pod: string) => `${KSM}, pod="${pod}", uid="u-${pod}", container="app-1-2-2-1"`;
const seenByCadvisor = (pod: string, container = 'app-1-2-2-1') =>
  `namespace="default", pod="${pod}", container="${container}", id="/kubepods/burstable/${pod}", image="1pro/app", name="c-${pod}", job="kubelet", metrics_path="/metrics/cadvisor", node="node-1"`;

const A = 'app-1-2-2-1-6f7c9-aaaaa';
const B = 'app-1-2-2-1-6f7c9-bbbbb';
/** Samples every 30 s for ten minutes. */
const SERIES: Record<string, string> = {
  [`kube_horizontalpodautoscaler_status_desired_replicas{${HPA}}`]: '3x20',
  [`kube_horizontalpodautoscaler_spec_min_replicas{${HPA}}`]: '2x20',
  [`kube_horizontalpodautoscaler_spec_max_replicas{${HPA}}`]: '4x20',
  [`kube_horizontalpodautoscaler_spec_target_metric{${HPA}, container="", metric_name="cpu", metric_target_type="utilization"}`]:
    '40x20',
  [`kube_horizontalpodautoscaler_spec_target_metric{${HPA}, container="", metric_name="hits", metric_target_type="average"}`]:
    '1000x20',
  [`kube_deployment_spec_replicas{${KSM}, deployment="app-1-2-2-1"}`]: '3x20',
  [`kube_deployment_spec_replicas{${KSM}, deployment="other"}`]: '9x20',
  [`kube_deployment_status_replicas_available{${KSM}, deployment="app-1-2-2-1"}`]: '2x20',
  [`kube_deployment_status_replicas_ready{${KSM}, deployment="app-1-2-2-1"}`]: '2x20',
  [`kube_deployment_status_replicas_ready{${KSM}, deployment="other"}`]: '9x20',
  [`kube_pod_container_resource_requests{${containerOf(A)}, node="node-1", resource="cpu", unit="core"}`]:
    '0.1x20',
  [`kube_pod_container_resource_requests{${containerOf(B)}, node="node-1", resource="cpu", unit="core"}`]:
    '0.1x20',
  [`kube_pod_container_resource_requests{${containerOf(A)}, node="node-1", resource="memory", unit="byte"}`]:
    '104857600x20',
  [`kube_pod_container_status_restarts_total{${containerOf(A)}}`]: '0x14 1x6',
  [`kube_pod_container_status_restarts_total{${containerOf(B)}}`]: '2x20',
  [`kube_pod_container_status_last_terminated_reason{${containerOf(A)}, reason="OOMKilled"}`]: '_x14 1x6',
  [`process_start_time_seconds{namespace="default", pod="${A}"}`]: '10x19 595',
  [`process_start_time_seconds{namespace="default", pod="${B}"}`]: '_x19 595',
  [`container_cpu_cfs_throttled_periods_total{${seenByCadvisor(A)}}`]: '0+30x20',
  [`container_cpu_cfs_periods_total{${seenByCadvisor(A)}}`]: '0+300x20',
  [`container_memory_working_set_bytes{${seenByCadvisor(A)}}`]: '50000000x20',
  // cAdvisor also has series for the whole pod and for its pause container.
  [`container_memory_working_set_bytes{${seenByCadvisor(A, '')}}`]: '51000000x20',
  [`container_memory_working_set_bytes{${seenByCadvisor(A, 'POD')}}`]: '500000x20',
};

/** The last value of each query. A query of the dashboard that is missing here fails the test. */
const EXPECTED: Record<string, Record<string, number>> = {
  'status_desired_replicas{': { '{}': 3 },
  'spec_min_replicas{': { '{}': 2 },
  'spec_max_replicas{': { '{}': 4 },
  '1000 * max(kube_pod_container_resource_requests': { '{}': 100 },
  '10 * max(kube_pod_container_resource_requests': { '{}': 40 },
  container_cpu_cfs_throttled_periods_total: { [`{pod="${A}", short="aaaaa"}`]: 0.1 },
  container_memory_working_set_bytes: {
    [`{namespace="default", pod="${A}", short="aaaaa"}`]: 50_000_000,
  },
  // A restarted at 9:55 after an OOM kill. B started at 9:55 and never restarted.
  'topk(1, label_replace(max by (namespace, pod, reason)': {
    [`{namespace="default", pod="${A}", reason="OOMKilled", short="aaaaa"}`]: 595,
  },
  '(2 + 0 * (': { [`{namespace="default", pod="${A}", reason="OOMKilled", short="aaaaa"}`]: 2 },
  '1000 * ((max': { [`{namespace="default", pod="${A}", reason="OOMKilled"}`]: 595_000 },
  kube_deployment_spec_replicas: { '{}': 3 },
  kube_deployment_status_replicas_available: { '{}': 2 },
  kube_deployment_status_replicas_ready: { '{}': 2 },
};

describe.skipIf(prometheusIsMissing)('against series as the cluster has them', () => {
  test.each(clusterQueries.map(({ panel, expr }) => [panel, expr] as const))('%s: %s', (_panel, expr) => {
    const [samples, ...others] = Object.keys(EXPECTED)
      .filter((part) => expr.includes(part))
      .map((part) => EXPECTED[part] ?? {});
    expect([samples !== undefined, others]).toEqual([true, []]);

    expect(evaluate(expr, samples ?? {})).toEqual({ ok: true, output: expect.stringContaining('SUCCESS') });
    const ofAnother = expr.replace('app-1-2-2-1', 'another');
    expect(evaluate(ofAnother, samples ?? {}).ok, 'the same of a workload that is not there').toBe(false);
  });

  test('every line that is expected belongs to a query', () => {
    const unused = Object.keys(EXPECTED).filter(
      (part) => !clusterQueries.some(({ expr }) => expr.includes(part)),
    );

    expect(unused).toEqual([]);
  });
});

function evaluate(expr: string, samples: Record<string, number>) {
  const file = temporaryFile('test.json', {
    rule_files: [],
    evaluation_interval: '30s',
    tests: [
      {
        interval: '30s',
        input_series: Object.entries(SERIES).map(([series, values]) => ({ series, values })),
        promql_expr_test: [
          {
            expr: substitute(expr, {
              namespace: 'default',
              pod: 'app-1-2-2-1-.+',
              __range: '10m',
              __interval_ms: '5000',
            }),
            eval_time: '10m',
            exp_samples: Object.entries(samples).map(([labels, value]) => ({ labels, value })),
          },
        ],
      },
    ],
  });
  return promtool(['test', 'rules', file]);
}
