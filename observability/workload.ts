import { WORKLOAD as NAMED } from '../drills/workload.ts';

/** What the queries select. The names are those of k8s/; a test compares them. */
export const WORKLOAD = {
  name: NAMED.name,
  container: NAMED.container,
  namespace: 'default',
  podLabels: { app: '1.2.2.1' },
  /** A Deployment names its pods after itself. */
  podRegex: `${NAMED.name}-.+`,
} as const;

/** Of the PrometheusRule; the PodMonitor and the dashboard have the same in YAML. */
export const METADATA = {
  name: WORKLOAD.name,
  namespace: WORKLOAD.namespace,
  // kube-prometheus-stack takes up only what carries the name of its Helm release.
  labels: { ...WORKLOAD.podLabels, release: 'kube-prometheus-stack' },
};

/**
 * Probes and scrapes come from Kubernetes and Prometheus: their own 503 and their pace say nothing about
 * traffic.
 */
export const TRAFFIC = 'route!~"/(startupz|livez|readyz|ready|metrics)"';
