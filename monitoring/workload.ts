/** What the queries select. The names are those of k8s/; a test compares them. */
export const WORKLOAD = {
  name: 'app-1-2-2-1',
  namespace: 'default',
  container: 'app-1-2-2-1',
  podLabels: { app: '1.2.2.1' },
  portName: 'http',
  /** A Deployment names its pods after itself. */
  podRegex: 'app-1-2-2-1-.+',
} as const;

/** Probes and scrapes come from Kubernetes and Prometheus: their own 503 and their pace say nothing about traffic. */
export const TRAFFIC = 'route!~"/(startupz|livez|readyz|ready|metrics)"';
