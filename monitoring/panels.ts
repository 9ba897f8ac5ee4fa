import { TRAFFIC, WORKLOAD } from './workload.ts';

export interface Query {
  readonly expr: string;
  readonly legend: string;
  /** What is measured is a line; what it is held against is a dashed one of its own colour. */
  readonly dashed?: 'red' | 'orange' | 'blue' | 'purple';
}

export interface Chart {
  readonly title: string;
  readonly english: string;
  readonly korean: string;
  readonly unit: string;
  /** In 24ths of the screen. */
  readonly width: number;
  readonly stacked?: true;
  readonly queries: readonly Query[];
}

const { name, container } = WORKLOAD;
const POD = 'namespace=~"$namespace", pod=~"$pod"';
const CONTAINER = `${POD}, container="${container}"`;
const REQUESTS = `${POD}, ${TRAFFIC}`;
const HPA = `namespace=~"$namespace", horizontalpodautoscaler="${name}"`;
const DEPLOYMENT = `namespace=~"$namespace", deployment="${name}"`;
/** By pod only: a pod that is scraped twice, or under an old and a new address, is still one pod. */
const BY_POD = 'by (namespace, pod)';
const VERSIONS = `max by (namespace, pod, version) (app_info{${POD}})`;

/** Rows of charts from top to bottom, in the order in which the story is told. */
export const ROWS: readonly (readonly Chart[])[] = [
  [
    {
      title: 'Requests by pod and version',
      english:
        'Requests a second without probes and scrapes. A Service spreads connections at random: equal shares on average, not at every moment.',
      korean:
        '프로브와 스크레이프를 뺀 초당 요청 수입니다. Service는 연결을 무작위로 나누므로 평균적으로만 고르게 나뉩니다.',
      unit: 'reqps',
      width: 12,
      stacked: true,
      queries: [
        {
          expr: `sum ${BY_POD} (rate(http_request_duration_seconds_count{${REQUESTS}}[$__rate_interval])) * on (namespace, pod) group_left (version) ${VERSIONS}`,
          legend: '{{version}} {{pod}}',
        },
      ],
    },
    {
      title: 'Errors',
      english: 'Share of the requests that a pod answered with 5xx. What never reached a pod is not in it.',
      korean: '각 파드가 5xx로 응답한 요청의 비율입니다. 파드에 도달하지 못한 요청은 포함되지 않습니다.',
      unit: 'percentunit',
      width: 6,
      queries: [
        {
          expr: `(sum by (pod) (rate(http_request_duration_seconds_count{${REQUESTS}, status_code=~"5.."}[$__rate_interval])) or 0 * sum by (pod) (rate(http_request_duration_seconds_count{${REQUESTS}}[$__rate_interval]))) / sum by (pod) (rate(http_request_duration_seconds_count{${REQUESTS}}[$__rate_interval]))`,
          legend: '{{pod}}',
        },
      ],
    },
    {
      title: 'Latency',
      english:
        'Time inside the pod: the median of all pods, and for each pod what one request in a hundred exceeds.',
      korean:
        '파드 안에서 걸린 시간입니다. 전체 파드의 중앙값과, 파드별로 100건 중 1건이 넘는 시간(p99)을 보여 줍니다.',
      unit: 's',
      width: 6,
      queries: [
        {
          expr: `histogram_quantile(0.99, sum by (pod, le) (rate(http_request_duration_seconds_bucket{${REQUESTS}}[$__rate_interval])))`,
          legend: 'p99 {{pod}}',
        },
        {
          expr: `histogram_quantile(0.5, sum by (le) (rate(http_request_duration_seconds_bucket{${REQUESTS}}[$__rate_interval])))`,
          legend: 'p50 all pods',
          dashed: 'blue',
        },
      ],
    },
  ],
  [
    {
      title: 'Replicas against the wish of the HPA',
      english:
        'Pods by the state they report, and the number that the HPA wishes for between its minimum and maximum (kube-state-metrics).',
      korean:
        '파드가 알리는 상태별 개수와, HPA가 최소와 최대 사이에서 원하는 개수입니다(kube-state-metrics 필요).',
      unit: 'none',
      width: 6,
      queries: [
        {
          expr: `sum by (state) (max by (namespace, pod, state) (app_lifecycle_state{${POD}})) > 0`,
          legend: '{{state}}',
        },
        {
          expr: `max(kube_horizontalpodautoscaler_status_desired_replicas{${HPA}})`,
          legend: 'HPA wishes',
          dashed: 'purple',
        },
        {
          expr: `max(kube_horizontalpodautoscaler_spec_min_replicas{${HPA}})`,
          legend: 'HPA minimum',
          dashed: 'orange',
        },
        {
          expr: `max(kube_horizontalpodautoscaler_spec_max_replicas{${HPA}})`,
          legend: 'HPA maximum',
          dashed: 'red',
        },
      ],
    },
    {
      title: 'CPU by pod',
      english:
        'What each container uses, in millicores, against its limit and the fault it is held at; with kube-state-metrics also its request and the use at which the HPA adds pods.',
      korean:
        '컨테이너별 CPU 사용량(밀리코어)을 limit과 장애가 유지하려는 값에 견주어 보여 줍니다. kube-state-metrics가 있으면 request와 HPA 목표 사용량도 표시됩니다.',
      unit: 'suffix:m',
      width: 12,
      queries: [
        {
          expr: `1000 * max ${BY_POD} (rate(app_container_cpu_usage_seconds_total{${POD}}[$__rate_interval]))`,
          legend: '{{pod}}',
        },
        {
          expr: `max by (pod) (cpu_load_target_millicores{${POD}}) > 0`,
          legend: 'fault holds {{pod}}',
          dashed: 'purple',
        },
        { expr: `1000 * max(app_container_cpu_limit_cores{${POD}})`, legend: 'limit', dashed: 'red' },
        {
          expr: `1000 * max(kube_pod_container_resource_requests{${CONTAINER}, resource="cpu"})`,
          legend: 'request',
          dashed: 'blue',
        },
        {
          // Utilization is a percentage of the request: 10 = 1000 millicores / 100 %.
          expr: `10 * max(kube_pod_container_resource_requests{${CONTAINER}, resource="cpu"}) * max(kube_horizontalpodautoscaler_spec_target_metric{${HPA}, metric_name="cpu", metric_target_type="utilization"})`,
          legend: 'HPA target',
          dashed: 'orange',
        },
      ],
    },
    {
      title: 'CPU throttling',
      english:
        'Share of the time for which the CPU limit held a container back; with cAdvisor also the share of the 100 ms periods in which it did.',
      korean:
        'CPU limit 때문에 컨테이너가 기다린 시간의 비율입니다. cAdvisor가 있으면 제한이 걸린 100ms 주기의 비율도 표시됩니다.',
      unit: 'percentunit',
      width: 6,
      queries: [
        {
          expr: `max ${BY_POD} (rate(app_container_cpu_throttled_seconds_total{${POD}}[$__rate_interval]))`,
          legend: 'time {{pod}}',
        },
        {
          // The kubelet is scraped every 30 s at best, whatever the interval of the service: a fixed window.
          expr: `sum by (pod) (rate(container_cpu_cfs_throttled_periods_total{${CONTAINER}}[2m])) / sum by (pod) (rate(container_cpu_cfs_periods_total{${CONTAINER}}[2m]))`,
          legend: 'periods {{pod}}',
        },
      ],
    },
  ],
  [
    {
      title: 'Memory by pod',
      english:
        'The working set, as kubectl top counts it, against the limit: there the kernel kills. cAdvisor sees it from outside, also when the process does not answer.',
      korean:
        'kubectl top과 같은 기준의 메모리(working set)와 limit입니다. limit에 닿으면 커널이 컨테이너를 종료합니다. cAdvisor는 프로세스가 응답하지 않아도 밖에서 측정합니다.',
      unit: 'bytes',
      width: 12,
      queries: [
        { expr: `max ${BY_POD} (app_container_memory_working_set_bytes{${POD}})`, legend: '{{pod}}' },
        { expr: `max by (pod) (memory_leak_bytes{${POD}}) > 0`, legend: 'leaked {{pod}}', dashed: 'purple' },
        { expr: `max(app_container_memory_limit_bytes{${POD}})`, legend: 'limit', dashed: 'red' },
        {
          expr: `max by (pod) (container_memory_working_set_bytes{${CONTAINER}})`,
          legend: 'from outside {{pod}}',
          dashed: 'blue',
        },
      ],
    },
    {
      title: 'Restarts in the last 5 minutes',
      english:
        'As the process itself shows by a new start time; with kube-state-metrics also why the one before ended: OOMKilled, Error, Completed.',
      korean:
        '프로세스의 시작 시각이 바뀐 횟수입니다. kube-state-metrics가 있으면 직전 종료 사유(OOMKilled, Error, Completed)도 표시됩니다.',
      unit: 'none',
      width: 6,
      queries: [
        { expr: `max by (pod) (changes(process_start_time_seconds{${POD}}[5m]))`, legend: '{{pod}}' },
        {
          expr: `sum ${BY_POD} (changes(kube_pod_container_status_restarts_total{${CONTAINER}}[5m])) * on (namespace, pod) group_left (reason) max by (namespace, pod, reason) (kube_pod_container_status_last_terminated_reason{${CONTAINER}} == 1)`,
          legend: '{{reason}} {{pod}}',
        },
      ],
    },
    {
      title: 'Rollout: pods by version',
      english:
        'Pods of each version that answer. A rolling update moves from one colour to the other and never below the wish (kube-state-metrics).',
      korean:
        '버전별로 응답하는 파드 수입니다. 롤링 업데이트는 한 색에서 다른 색으로 넘어가며 원하는 개수(kube-state-metrics) 아래로 내려가지 않습니다.',
      unit: 'none',
      width: 6,
      stacked: true,
      queries: [
        { expr: `count by (version) (${VERSIONS})`, legend: '{{version}}' },
        { expr: `max(kube_deployment_spec_replicas{${DEPLOYMENT}})`, legend: 'wished for', dashed: 'purple' },
        {
          expr: `max(kube_deployment_status_replicas_available{${DEPLOYMENT}})`,
          legend: 'available',
          dashed: 'blue',
        },
      ],
    },
  ],
];

export const LOGS = {
  title: 'Log of the chosen pods, without the lines of single requests',
  english:
    'What the pods say: faults with their figures every second, starts and drains. Choose a pod above; open a line for its fields.',
  korean:
    '파드가 남긴 로그입니다. 장애의 초당 진행 상황과 시작, 종료(drain)를 보여 줍니다. 위에서 파드를 고르고, 줄을 열면 필드가 보입니다.',
  // Whether `pod` is a label of the stream, structured metadata or only in the line, a filter after `json` finds it.
  expr: `{namespace=~"$namespace", container="${container}"} | json | pod=~"$pod" | msg!="request answered"`,
} as const;

export const MARKS = [
  {
    name: 'Faults',
    color: 'purple',
    expr: `max by (pod, fault) (fault_active{${POD}}) == 1`,
    title: '{{fault}} on {{pod}}',
    tags: 'fault,pod',
    valueIsTheTime: false,
  },
  {
    name: 'Starts of processes',
    color: 'red',
    expr: `1000 * max by (pod) (process_start_time_seconds{${POD}})`,
    title: 'process started on {{pod}}',
    tags: 'pod',
    valueIsTheTime: true,
  },
] as const;
