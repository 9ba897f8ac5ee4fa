import { WORKLOAD as NAMED } from '../drills/workload.ts';

/** What the queries select. The names are those of k8s/; a test compares them. */
export const WORKLOAD = {
  name: NAMED.name,
  container: NAMED.container,
  namespace: 'default',
  podLabels: { app: '1.2.2.1' },
  portName: 'http',
  /** A Deployment names its pods after itself. */
  podRegex: `${NAMED.name}-.+`,
} as const;

/**
 * Probes and scrapes come from Kubernetes and Prometheus: their own 503 and their pace say nothing about
 * traffic.
 */
export const TRAFFIC = 'route!~"/(startupz|livez|readyz|ready|metrics)"';
