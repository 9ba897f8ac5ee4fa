import type { Right } from '../cluster/rights.ts';
import type { Drill } from '../drill.ts';
import { autoscaling } from './autoscaling.ts';
import { drift } from './drift.ts';
import { failedUpdate } from './failed-update.ts';
import { gracefulShutdown } from './graceful-shutdown/drill.ts';
import { monitoring } from './monitoring/drill.ts';
import { nodeDrain } from './node-drain.ts';
import { resize } from './resize/drill.ts';
import { rollingUpdate } from './rolling-update.ts';
import { selfHealing } from './self-healing.ts';
import { surge } from './surge/drill.ts';
import { trafficRouting } from './traffic-routing.ts';

/** In the order of the lessons; `all` runs them in this order. */
export const DRILLS: readonly Drill[] = [
  trafficRouting,
  selfHealing,
  autoscaling,
  rollingUpdate,
  gracefulShutdown,
  failedUpdate,
  nodeDrain,
  monitoring,
  surge,
  resize,
  drift,
];

/** With the drills by hand: a recording may be of any of these. */
export const DRILLS_AND_BY_HAND: readonly Drill[] = DRILLS.flatMap(withByHand);

/** A person does by hand first what the cluster then does by itself. */
export function withByHand(drill: Drill): Drill[] {
  return drill.byHand === undefined ? [drill] : [drill.byHand, drill];
}

/** What every drill reads and watches. */
export const COMMON_RIGHTS: readonly Right[] = [
  { verb: 'get', resource: 'deployments.apps' },
  { verb: 'get', resource: 'services' },
  ...[
    'deployments.apps',
    'replicasets.apps',
    'pods',
    'endpointslices.discovery.k8s.io',
    'horizontalpodautoscalers.autoscaling',
    'events',
  ].flatMap((resource) => [
    { verb: 'list', resource },
    { verb: 'watch', resource },
  ]),
];
