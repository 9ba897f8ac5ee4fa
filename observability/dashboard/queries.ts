/** What several panels ask in the same way. */

import { WORKLOAD } from '../../scripts/workload.ts';

const { name, container } = WORKLOAD;

/**
 * Probes and scrapes come from Kubernetes and Prometheus: their own 503 and their pace say nothing about
 * traffic.
 */
export const TRAFFIC = 'route!~"/(startupz|livez|readyz|ready|metrics)"';

export const POD = 'namespace=~"$namespace", pod=~"$pod"';
export const CONTAINER = `${POD}, container="${container}"`;
export const REQUESTS = `${POD}, ${TRAFFIC}`;
export const HPA = `namespace=~"$namespace", horizontalpodautoscaler="${name}"`;
export const DEPLOYMENT = `namespace=~"$namespace", deployment="${name}"`;
/** By pod only: a pod that is scraped twice, or under an old and a new address, is still one pod. */
export const BY_POD = 'by (namespace, pod)';
const ON_POD = 'on (namespace, pod)';
const WINDOW = '$__rate_interval';
/** The window in seconds, which no function says. (Prometheus 2 counts one step of the 200 ms more.) */
const WINDOW_SECONDS = `scalar(count_over_time(vector(1)[${WINDOW}:200ms])) / 5`;
const STARTED = `process_start_time_seconds{${POD}}`;

/**
 * Ready replicas as the Deployment counts them. Without kube-state-metrics it is the sum of app_ready, which
 * dips in a rollout: the old pod already reports not ready, and the new pod is not yet scraped.
 */
export const READY = `(max(kube_deployment_status_replicas_ready{${DEPLOYMENT}}) or sum(max ${BY_POD} (app_ready{${POD}})))`;

/** With pods that have just gone, while their last requests are in the window. */
export const VERSIONS = `max by (namespace, pod, version) (last_over_time(app_info{${POD}}[${WINDOW}]))`;

/** `app-1-2-2-1-6f7c9d8b54-x2x4z` -> `x2x4z`, as `short`: what tells pods apart, and fits into a legend. */
export function shortened(expr: string): string {
  return `label_replace(${expr}, "short", "$1", "pod", ".*-(.+)")`;
}

/** Pods whose process is younger than the window and that were not there before it: no restarts. */
const NEW_PODS = `(time() - max ${BY_POD} (last_over_time(${STARTED}[${WINDOW}])) < ${WINDOW_SECONDS} unless ${ON_POD} max ${BY_POD} (${STARTED} offset ${WINDOW}))`;

/**
 * Requests a second by pod. `rate` alone shows a dip in every rollout: it compares two samples, and misses
 * the requests that a new pod had before its first scrape. All requests of a new pod are within the window,
 * so that its counter itself is their number.
 */
export function requestsPerSecond(): string {
  const counted = `http_request_duration_seconds_count{${REQUESTS}}`;
  // Counted at the last scrape, up to five seconds ago: as much again as has passed since.
  const untilNow = `max ${BY_POD} ((time() - ${STARTED}) / (timestamp(${STARTED}) - ${STARTED}))`;
  const ofNewPods = `sum ${BY_POD} (last_over_time(${counted}[${WINDOW}])) / (${WINDOW_SECONDS}) * ${ON_POD} ${untilNow} and ${ON_POD} ${NEW_PODS}`;
  return `(${ofNewPods} or sum ${BY_POD} (rate(${counted}[${WINDOW}])))`;
}

/** When the process of a pod began, in seconds, where another one ran in it before. */
export function restartedAt(lookback: string): string {
  return `(max ${BY_POD} (${STARTED}) and ${ON_POD} max ${BY_POD} (changes(${STARTED}[${lookback}])) > 0)`;
}

/** The same for a figure: also of a pod that is gone by the end of the time shown. */
export const LAST_RESTART = `(max ${BY_POD} (last_over_time(${STARTED}[$__range])) and ${ON_POD} max ${BY_POD} (changes(${STARTED}[$__range])) > 0)`;

/** When the process of a pod began, in seconds, where it is the pod's first. */
export function begunAt(lookback: string): string {
  return `(max ${BY_POD} (${STARTED}) unless ${ON_POD} max ${BY_POD} (changes(${STARTED}[${lookback}])) > 0)`;
}

/** The moments since the last point of a chart, and a scrape before it. */
export function atTheMoment(moments: string): string {
  return `${moments} > time() - 10 - $__interval_ms / 1000`;
}

/** Why the container's process before this one ended (kube-state-metrics): the label `reason`. */
const LAST_END = `max by (namespace, pod, reason) (kube_pod_container_status_last_terminated_reason{${CONTAINER}} == 1)`;

/** The same for a figure. */
export const LAST_END_IN_RANGE = `max by (namespace, pod, reason) (last_over_time(kube_pod_container_status_last_terminated_reason{${CONTAINER}}[$__range]) == 1)`;

/** Gives the pods of `expr` the label `reason`, and leaves out those that have none. */
export function withReason(expr: string): string {
  return `${expr} * ${ON_POD} group_left (reason) ${LAST_END}`;
}
