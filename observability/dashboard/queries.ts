/** PromQL that several panels share. */

import { WORKLOAD } from '../../scripts/workload.ts';

const { name, container } = WORKLOAD;

/** Without probes and scrapes. They come from Kubernetes and Prometheus, and a 503 to a probe is no error. */
export const TRAFFIC = 'route!~"/(startupz|livez|readyz|ready|metrics)"';

export const POD = 'namespace=~"$namespace", pod=~"$pod"';
export const CONTAINER = `${POD}, container="${container}"`;
export const REQUESTS = `${POD}, ${TRAFFIC}`;
export const HPA = `namespace=~"$namespace", horizontalpodautoscaler="${name}"`;
export const DEPLOYMENT = `namespace=~"$namespace", deployment="${name}"`;
/** By pod only: a pod that is scraped twice, or under an old and a new address, is one pod. */
export const BY_POD = 'by (namespace, pod)';
const ON_POD = 'on (namespace, pod)';
const WINDOW = '$__rate_interval';
/** The length of the window in seconds; PromQL has no function for it. (Prometheus 2 counts 200 ms more.) */
const WINDOW_SECONDS = `scalar(count_over_time(vector(1)[${WINDOW}:200ms])) / 5`;
const START_TIME = `process_start_time_seconds{${POD}}`;

/**
 * Ready replicas, as the Deployment counts them. Without kube-state-metrics they are the sum of app_ready,
 * which is too low during a rollout: the old pod is no longer ready, and the new pod is not yet scraped.
 */
export const READY = `(max(kube_deployment_status_replicas_ready{${DEPLOYMENT}}) or sum(max ${BY_POD} (app_ready{${POD}})))`;

export const DESIRED = `max(kube_deployment_spec_replicas{${DEPLOYMENT}})`;

/** A pod that is gone keeps its version for as long as its last requests are in the window. */
export const VERSIONS = `max by (namespace, pod, version) (last_over_time(app_info{${POD}}[${WINDOW}]))`;

/** Adds the label `short`, the unique end of a pod's name: `app-1-2-2-1-6f7c9d8b54-x2x4z` -> `x2x4z`. */
export function shortened(expr: string): string {
  return `label_replace(${expr}, "short", "$1", "pod", ".*-(.+)")`;
}

/** Pods that started within the window. A pod that restarted within the window is not new. */
const NEW_PODS = `(time() - max ${BY_POD} (last_over_time(${START_TIME}[${WINDOW}])) < ${WINDOW_SECONDS} unless ${ON_POD} max ${BY_POD} (${START_TIME} offset ${WINDOW}))`;

/**
 * Requests a second by pod. `rate` alone shows a dip in every rollout: it compares two samples, and misses
 * the requests that a new pod had before its first scrape. All requests of a new pod are within the window,
 * so that its counter itself is their number.
 */
export function requestsPerSecond(): string {
  const counted = `http_request_duration_seconds_count{${REQUESTS}}`;
  // The last scrape was up to five seconds ago. The count is extended to now at the same rate.
  const untilNow = `max ${BY_POD} ((time() - ${START_TIME}) / (timestamp(${START_TIME}) - ${START_TIME}))`;
  const ofNewPods = `sum ${BY_POD} (last_over_time(${counted}[${WINDOW}])) / (${WINDOW_SECONDS}) * ${ON_POD} ${untilNow} and ${ON_POD} ${NEW_PODS}`;
  return `(${ofNewPods} or sum ${BY_POD} (rate(${counted}[${WINDOW}])))`;
}

const HAS_RESTARTED = `${ON_POD} max ${BY_POD} (changes(${START_TIME}[1h])) > 0`;
/** The start time of a pod's process, in seconds: of a process after a restart, and of the first process. */
export const RESTARTED_AT = `(max ${BY_POD} (${START_TIME}) and ${HAS_RESTARTED})`;
export const STARTED_AT = `(max ${BY_POD} (${START_TIME}) unless ${HAS_RESTARTED})`;

/** The last restart in the time range, for a stat: also of a pod that is gone at its end. */
export const LAST_RESTART = `(max ${BY_POD} (last_over_time(${START_TIME}[$__range])) and ${ON_POD} max ${BY_POD} (changes(${START_TIME}[$__range])) > 0)`;

/** The times since the last point of a chart, and up to one scrape before it. */
export function atTheMoment(times: string): string {
  return `${times} > time() - 10 - $__interval_ms / 1000`;
}

const TERMINATED = `kube_pod_container_status_last_terminated_reason{${CONTAINER}}`;

/** The label `reason` says why the previous process of the container ended (kube-state-metrics). */
export const LAST_REASON_IN_RANGE = `max by (namespace, pod, reason) (last_over_time(${TERMINATED}[$__range]) == 1)`;

/** Adds the label `reason` to the pods of `expr`. A pod without a reason is left out. */
export function withReason(expr: string): string {
  return `${expr} * ${ON_POD} group_left (reason) max by (namespace, pod, reason) (${TERMINATED} == 1)`;
}
