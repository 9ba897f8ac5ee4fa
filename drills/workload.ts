import { WORKLOAD } from '../scripts/workload.ts';

/** The Deployment and the Service of a drill: ours, or those that --deployment and --service name. */
export interface Workload {
  readonly deployment: string;
  readonly service: string;
}

export const OURS: Workload = { deployment: WORKLOAD.name, service: WORKLOAD.name };

export function isOurs({ deployment }: Workload): boolean {
  return deployment === WORKLOAD.name;
}
