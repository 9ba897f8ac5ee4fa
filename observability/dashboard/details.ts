import { type Chart, eachPod } from './panel-spec.ts';
import {
  atTheMoment,
  BY_POD,
  CONTAINER,
  DEPLOYMENT,
  DESIRED,
  HPA,
  POD,
  READY,
  REQUESTS,
  requestsPerSecond,
  RESTARTED_AT,
  STARTED_AT,
  VERSIONS,
  withReason,
} from './queries.ts';

const RATE = (labels: string) => `rate(http_request_duration_seconds_count{${labels}}[$__rate_interval])`;
const QUANTILE = (quantile: number, by: string) =>
  `histogram_quantile(${quantile}, sum by (${by}) (rate(http_request_duration_seconds_bucket{${REQUESTS}}[$__rate_interval])))`;

const CPU_REQUEST = `max(kube_pod_container_resource_requests{${CONTAINER}, resource="cpu"})`;
const DESIRED_BY_HPA = `max(kube_horizontalpodautoscaler_status_desired_replicas{${HPA}})`;
const HPA_MINIMUM = `max(kube_horizontalpodautoscaler_spec_min_replicas{${HPA}})`;
const HPA_MAXIMUM = `max(kube_horizontalpodautoscaler_spec_max_replicas{${HPA}})`;
const AVAILABLE = `max(kube_deployment_status_replicas_available{${DEPLOYMENT}})`;

export const TRAFFIC_ROW: readonly Chart[] = [
  {
    kind: 'chart',
    title: 'Requests by pod and version',
    description: `
    Requests a second without probes and scrapes. A Service spreads connections at random: equal shares on average, not at every moment.
    프로브와 스크레이프를 뺀 초당 요청 수입니다. Service는 연결을 무작위로 나누므로 평균적으로만 고르게 나뉩니다.`,
    unit: 'reqps',
    width: 12,
    style: 'stacked',
    queries: [
      eachPod(`${requestsPerSecond()} * on (namespace, pod) group_left (version) ${VERSIONS}`, '{{version}}'),
    ],
  },
  {
    kind: 'chart',
    title: 'Errors',
    description: `
    Share of the requests that a pod answered with 5xx. What never reached a pod is not in it.
    각 파드가 5xx로 응답한 요청의 비율입니다. 파드에 도달하지 못한 요청은 포함되지 않습니다.`,
    unit: 'percentunit',
    width: 6,
    queries: [
      eachPod(
        `(sum by (pod) (${RATE(`${REQUESTS}, status_code=~"5.."`)}) or 0 * sum by (pod) (${RATE(REQUESTS)})) / sum by (pod) (${RATE(REQUESTS)})`,
      ),
    ],
  },
  {
    kind: 'chart',
    title: 'Latency',
    description: `
    Time inside the pod: for each pod what one request in a hundred exceeds, and dashed the median of all pods.
    파드 안에서 걸린 시간입니다. 파드별로 100건 중 1건이 넘는 시간(p99)과, 점선으로 전체 파드의 중앙값을 보여 줍니다.`,
    unit: 's',
    width: 6,
    queries: [
      { expr: QUANTILE(0.5, 'le'), legend: 'p50 all pods', dashed: 'blue' },
      eachPod(QUANTILE(0.99, 'pod, le')),
    ],
  },
];

export const CPU_ROW: readonly Chart[] = [
  {
    kind: 'chart',
    title: 'CPU by pod',
    description: `
    What each container uses, in millicores, against its limit and the fault it is held at; with kube-state-metrics also its request and the use at which the HPA adds pods.
    컨테이너별 CPU 사용량(밀리코어)을 limit과 장애가 유지하려는 값에 견주어 보여 줍니다. kube-state-metrics가 있으면 request와 HPA 목표 사용량도 표시됩니다.`,
    unit: 'suffix:m',
    width: 12,
    queries: [
      { expr: `1000 * max(app_container_cpu_limit_cores{${POD}})`, legend: 'limit', dashed: 'red' },
      { expr: `1000 * ${CPU_REQUEST}`, legend: 'request', dashed: 'blue' },
      {
        // The utilization is a percentage of the request: 10 = 1000 millicores / 100 %.
        expr: `10 * ${CPU_REQUEST} * max(kube_horizontalpodautoscaler_spec_target_metric{${HPA}, metric_name="cpu", metric_target_type="utilization"})`,
        legend: 'HPA target',
        dashed: 'orange',
      },
      eachPod(`1000 * max ${BY_POD} (rate(app_container_cpu_usage_seconds_total{${POD}}[$__rate_interval]))`),
      eachPod(`max ${BY_POD} (cpu_load_target_millicores{${POD}}) > 0`, 'fault holds', { dashed: 'purple' }),
    ],
  },
  {
    kind: 'chart',
    title: 'Replicas: desired, ready, available',
    description: `
    Ready pods, as the Deployment counts them; dashed what the HPA desires, its bounds, and the pods that Kubernetes calls available (kube-state-metrics).
    디플로이먼트가 세는 준비된 파드 수입니다. 점선은 HPA가 원하는 레플리카 수와 그 범위, 쿠버네티스가 available로 보는 파드 수입니다(kube-state-metrics 필요).`,
    unit: 'none',
    width: 6,
    queries: [
      { expr: DESIRED_BY_HPA, legend: 'desired by the HPA', dashed: 'purple' },
      { expr: HPA_MINIMUM, legend: 'HPA minimum', dashed: 'orange' },
      { expr: HPA_MAXIMUM, legend: 'HPA maximum', dashed: 'red' },
      { expr: AVAILABLE, legend: 'available', dashed: 'blue' },
      { expr: READY, legend: 'ready', colour: 'green' },
    ],
  },
  {
    kind: 'chart',
    title: 'CPU throttling',
    description: `
    Share of the time for which the CPU limit throttled a container; with cAdvisor also the share of the 100 ms periods in which it did.
    CPU limit이 컨테이너를 스로틀링한 시간의 비율입니다. cAdvisor가 있으면 제한이 걸린 100ms 주기의 비율도 표시됩니다.`,
    unit: 'percentunit',
    width: 6,
    queries: [
      eachPod(`max ${BY_POD} (rate(app_container_cpu_throttled_seconds_total{${POD}}[$__rate_interval]))`),
      eachPod(
        // A fixed window: many a Prometheus scrapes the kubelet every 30 s, and the service more often.
        `sum by (pod) (rate(container_cpu_cfs_throttled_periods_total{${CONTAINER}}[2m])) / sum by (pod) (rate(container_cpu_cfs_periods_total{${CONTAINER}}[2m]))`,
        'periods',
        { dashed: 'blue' },
      ),
    ],
  },
];

export const PODS_ROW: readonly Chart[] = [
  {
    kind: 'chart',
    style: 'points',
    title: 'Starts and restarts',
    description: `
    A mark at the moment a process begins: 2 is a restart in the same pod, with the reason for which the process before it ended (kube-state-metrics), 1 the first of a new pod.
    프로세스가 시작된 순간의 표시입니다. 2는 같은 파드 안에서 다시 시작된 것으로 이전 프로세스가 끝난 이유(kube-state-metrics 필요)가 붙고, 1은 새 파드의 첫 시작입니다.`,
    unit: 'none',
    width: 12,
    queries: [
      eachPod(`2 + 0 * (${atTheMoment(RESTARTED_AT)})`, 'restarted', { isUnnamed: true }),
      eachPod(`1 + 0 * (${atTheMoment(STARTED_AT)})`, 'new pod'),
      eachPod(withReason(`(2 + 0 * (${atTheMoment(RESTARTED_AT)}))`), '{{reason}}'),
    ],
  },
  {
    kind: 'chart',
    title: 'Rollout: pods by version',
    description: `
    Pods of each version that answer. A rolling update moves from one colour to the other and never below the desired replicas (kube-state-metrics).
    버전별로 응답하는 파드 수입니다. 롤링 업데이트는 한 색에서 다른 색으로 넘어가며 원하는 레플리카 수(kube-state-metrics) 아래로 내려가지 않습니다.`,
    unit: 'none',
    width: 12,
    style: 'stacked',
    queries: [
      { expr: DESIRED, legend: 'desired', dashed: 'purple' },
      {
        expr: `count by (version) (max by (namespace, pod, version) (app_info{${POD}}))`,
        legend: '{{version}}',
      },
    ],
  },
];
