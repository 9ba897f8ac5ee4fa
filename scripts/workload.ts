/** The names in k8s/. A test compares them. */
export const WORKLOAD = {
  name: 'app-1-2-2-1',
  container: 'app-1-2-2-1',
  namespace: 'default',
  nodePort: 31221,
  podLabels: { app: '1.2.2.1' },
  podSelector: 'app=1.2.2.1',
  /** A pod's name begins with the name of its Deployment. */
  podRegex: 'app-1-2-2-1-.+',
  images: { update: '1pro/app-update', error: '1pro/app-error' },
} as const;

/** The Deployment and the Service of a drill: ours, or those that --deployment and --service name. */
export interface Workload {
  readonly deployment: string;
  readonly service: string;
}

export const OURS: Workload = { deployment: WORKLOAD.name, service: WORKLOAD.name };

export function isOurs({ deployment }: Workload): boolean {
  return deployment === OURS.deployment;
}
