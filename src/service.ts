import type { Config } from './config.ts';
import type { Container } from './container.ts';
import type { Faults } from './faults/faults.ts';
import type { Health } from './health.ts';
import type { Identity } from './identity.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { Pressure } from './pressure.ts';
import type { ReadinessLead } from './readiness-lead.ts';
import type { TerminationLog } from './termination-log.ts';

/** The parts of the service. A route or plugin names those that it needs: `Pick<Service, 'identity'>`. */
export interface Service extends Faults {
  readonly config: Config;
  readonly identity: Identity;
  readonly lifecycle: Lifecycle;
  readonly container: Container;
  readonly readinessLead: ReadinessLead;
  readonly terminationLog: TerminationLog;
  readonly health: Health;
  readonly pressure: Pressure;
  readonly metrics: Metrics;
}
