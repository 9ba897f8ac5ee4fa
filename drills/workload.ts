/** The names that the manifests give, and that a reader types. */
export const WORKLOAD = {
  name: 'app-1-2-2-1',
  container: 'app-1-2-2-1',
  images: { update: '1pro/app-update', error: '1pro/app-error' },
} as const;
