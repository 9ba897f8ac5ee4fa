import type { Right } from '../cluster/rights.ts';
import type { Drill } from '../drill.ts';
import { autoscaling } from './autoscaling.ts';
import { drift } from './drift.ts';
import { failedUpdate } from './failed-update.ts';
import { monitoring } from './monitoring.ts';
import { nodeDrain } from './node-drain.ts';
import { resize } from './resize.ts';
import { rollingUpdate } from './rolling-update.ts';
import { selfHealing } from './self-healing.ts';
import { trafficRouting } from './traffic-routing.ts';

/** In the order of the lessons; `all` runs them in this order. */
export const DRILLS: readonly Drill[] = [
  trafficRouting,
  selfHealing,
  autoscaling,
  rollingUpdate,
  failedUpdate,
  nodeDrain,
  resize,
  drift,
  monitoring,
];

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
