import { type Chart, eachPod, type Stat, type States } from './panel-spec.ts';
import {
  BY_POD,
  CONTAINER,
  DESIRED,
  LAST_REASON_IN_RANGE,
  LAST_RESTART,
  POD,
  READY,
  shortened,
} from './queries.ts';

const SHARE_OF_LIMIT = `max ${BY_POD} (max_over_time(app_container_memory_working_set_bytes{${POD}}[$__range])) / max ${BY_POD} (last_over_time(app_container_memory_limit_bytes{${POD}}[$__range]))`;

/** Which pod? How far? When? Why? Numbers that people can read from the last row of a classroom. */
export const STATS: readonly Stat[] = [
  {
    kind: 'stat',
    title: 'Which pod? How far?',
    description: `
    The pod that came nearest to its memory limit in the time shown, and how near.
    표시된 시간 동안 메모리 limit에 가장 가까이 간 파드와 그 비율입니다.`,
    unit: 'percentunit',
    width: 6,
    shows: 'value_and_name',
    otherwise: 'not scraped',
    thresholds: [0.75, 0.9],
    queries: [{ expr: `topk(1, ${shortened(SHARE_OF_LIMIT)})`, legend: '{{short}}' }],
  },
  {
    kind: 'stat',
    title: 'When?',
    description: `
    The last restart of a process in the time shown: when the new process began, and in which pod.
    표시된 시간 동안 마지막으로 다시 시작된 시각(새 프로세스가 시작된 때)과 그 파드입니다.`,
    unit: 'time:HH:mm:ss',
    width: 6,
    shows: 'value_and_name',
    otherwise: 'no restart',
    queries: [{ expr: `1000 * topk(1, ${shortened(LAST_RESTART)})`, legend: '{{short}}' }],
  },
  {
    kind: 'stat',
    title: 'Why?',
    description: `
    Why the process before it ended (kube-state-metrics): OOMKilled, Error, Completed. Empty while no container has ended.
    이전 프로세스가 끝난 이유입니다(kube-state-metrics 필요): OOMKilled, Error, Completed.`,
    unit: 'none',
    width: 6,
    shows: 'name',
    otherwise: 'no end known',
    queries: [
      {
        // `otherwise` is not shown with `shows: 'name'`. The text comes as a series of its own.
        expr: `topk(1, ${shortened(`max by (namespace, pod, reason) (${LAST_RESTART} * on (namespace, pod) group_left (reason) ${LAST_REASON_IN_RANGE})`)}) or on() label_replace(vector(0), "reason", "no end known", "", "")`,
        legend: '{{reason}} {{short}}',
      },
    ],
  },
  {
    kind: 'stat',
    title: 'Ready now',
    description: `
    Ready pods, as the Deployment counts them, and how many are desired (kube-state-metrics).
    디플로이먼트가 세는 준비된 파드 수와, 원하는 레플리카 수입니다(kube-state-metrics 필요).`,
    unit: 'none',
    width: 6,
    shows: 'value_and_name',
    otherwise: 'not scraped',
    queries: [
      { expr: READY, legend: 'ready' },
      { expr: DESIRED, legend: 'desired' },
    ],
  },
];

/** The same over time. */
export const OVER_TIME: readonly (Chart | States)[] = [
  {
    kind: 'states',
    title: 'When: each pod, ready or not',
    description: `
    What the readiness check of each pod answers. A gap is a pod that is gone or answers nothing; terminating pods have been told to stop.
    각 파드의 레디니스 확인 결과입니다. 빈 곳은 파드가 없거나 응답하지 않는 때이고, terminating은 종료를 통보받은 파드입니다.`,
    unit: 'none',
    width: 12,
    states: [
      { value: 0, text: 'not ready', color: 'orange' },
      { value: 1, text: 'ready', color: 'green' },
      { value: 2, text: 'terminating', color: 'purple' },
    ],
    queries: [
      eachPod(
        `2 * (max ${BY_POD} (app_lifecycle_state{${POD}, state="draining"}) > 0) or max ${BY_POD} (app_ready{${POD}})`,
      ),
    ],
  },
  {
    kind: 'chart',
    title: 'How far: memory by pod',
    description: `
    The working set, as kubectl top counts it, against the limit: there the kernel kills. Dashed, what a fault has leaked; cAdvisor sees it from outside, also when the process does not answer.
    kubectl top과 같은 기준의 메모리(working set)와 limit입니다. limit에 닿으면 커널이 컨테이너를 종료합니다. 점선은 장애가 누수한 양이며, cAdvisor는 프로세스가 응답하지 않아도 밖에서 측정합니다.`,
    unit: 'bytes',
    width: 12,
    queries: [
      { expr: `max(app_container_memory_limit_bytes{${POD}})`, legend: 'limit', dashed: 'red' },
      eachPod(`max ${BY_POD} (app_container_memory_working_set_bytes{${POD}})`),
      eachPod(`max ${BY_POD} (memory_leak_bytes{${POD}}) > 0`, 'leaked', { dashed: 'purple' }),
      eachPod(`max ${BY_POD} (container_memory_working_set_bytes{${CONTAINER}})`, 'from outside', {
        dashed: 'blue',
        isUnnamed: true,
      }),
    ],
  },
];
