import { WORKLOAD } from '../scripts/workload.ts';

/** What a drill is about: ours, or whatever a person names with --deployment and --service. */
export interface Workload {
  readonly deployment: string;
  readonly service: string;
}

export const OURS: Workload = { deployment: WORKLOAD.name, service: WORKLOAD.name };

export function isOurs({ deployment }: Workload): boolean {
  return deployment === WORKLOAD.name;
}
