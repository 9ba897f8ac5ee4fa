/** The names that the manifests give, and that a reader types. */
export const WORKLOAD = {
  name: 'app-1-2-2-1',
  container: 'app-1-2-2-1',
  images: { update: '1pro/app-update', error: '1pro/app-error' },
} as const;

/** What a drill is about: ours, or whatever a person names with --deployment and --service. */
export interface Workload {
  readonly deployment: string;
  readonly service: string;
}

export const OURS: Workload = { deployment: WORKLOAD.name, service: WORKLOAD.name };

export function isOurs({ deployment }: Workload): boolean {
  return deployment === WORKLOAD.name;
}
