import { Counter, Gauge, type Registry } from 'prom-client';
import type { Health } from '../health.ts';
import type { Identity } from '../identity.ts';
import type { Lifecycle } from '../lifecycle.ts';
import type { Pressure } from '../pressure.ts';

const LIFECYCLE_STATES = ['starting', 'ready', 'draining', 'closed'] as const;

/** The release, its life cycle state, and whether it wants traffic. */
export function addLifecycle(
  registry: Registry,
  sources: { identity: Identity; lifecycle: Lifecycle; health: Pick<Health, 'readiness'> },
): void {
  const { identity, lifecycle, health } = sources;
  const { version, colour } = identity;
  const registers = [registry];
  new Gauge({
    name: 'app_info',
    help: 'Always 1; the labels say which release this is.',
    labelNames: ['version', 'colour'],
    registers,
  }).set({ version, colour }, 1);
  new Gauge({
    name: 'app_lifecycle_state',
    help: '1 for the state the process is in, 0 for the others.',
    labelNames: ['state'],
    registers,
    collect() {
      for (const state of LIFECYCLE_STATES) this.set({ state }, state === lifecycle.state ? 1 : 0);
    },
  });
  new Gauge({
    name: 'app_drain_duration_seconds',
    help: 'Time since draining began; 0 before.',
    registers,
    collect() {
      this.set(lifecycle.drainSeconds ?? 0);
    },
  });
  new Gauge({
    name: 'app_ready',
    help: '1 where /readyz answers 200, 0 where it answers 503.',
    registers,
    collect() {
      this.set(health.readiness().status === 'ok' ? 1 : 0);
    },
  });
}

/** Label values by cause, in lower case as in OpenMetrics. */
const CAUSES = { requestsInFlight: 'requests_in_flight', eventLoopDelay: 'event_loop_delay' } as const;

export function addPressure(registry: Registry, pressure: Pressure): void {
  const { requestsShed } = pressure;
  const registers = [registry];
  new Counter({
    name: 'http_requests_shed_total',
    help: 'Requests refused with 503, to keep the others quick.',
    labelNames: ['cause'],
    registers,
    collect() {
      this.reset();
      this.inc({ cause: CAUSES.requestsInFlight }, requestsShed.requestsInFlight);
      this.inc({ cause: CAUSES.eventLoopDelay }, requestsShed.eventLoopDelay);
    },
  });
  new Gauge({
    name: 'nodejs_eventloop_delay_seconds',
    help: 'How late the event loop was, on the mean of the latest second.',
    registers,
    collect() {
      this.set(pressure.eventLoopDelayMs() / 1000);
    },
  });
}
