import { Registry } from 'prom-client';
import type { Container } from '../container.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import type { Health } from '../health.ts';
import type { Identity } from '../identity.ts';
import type { Lifecycle } from '../lifecycle.ts';
import type { Pressure } from '../pressure.ts';
import { addFaults } from './faults.ts';
import { addRequestDurations, type ObserveAnswer } from './request-durations.ts';
import { addLifecycle, addPressure } from './service.ts';
import { addContainer, addProcess } from './usage.ts';

/** prom-client's types know only the other format. */
const OPENMETRICS = Registry.OPENMETRICS_CONTENT_TYPE as unknown as Registry['contentType'] as never;

/**
 * The metrics of this process, by prom-client, which lives on as @prometheus-io/client. Values are read
 * when Prometheus asks (`collect`), so an idle pod does nothing.
 */
export class Metrics {
  readonly #registry = new Registry();
  /** Returns the function that counts the answers of a route. */
  readonly observerOf: (route: string) => ObserveAnswer;

  constructor(sources: {
    identity: Identity;
    lifecycle: Lifecycle;
    container: Container;
    health: Pick<Health, 'readiness'>;
    pressure: Pressure;
    registry: FaultRegistry;
  }) {
    this.observerOf = addRequestDurations(this.#registry);
    addLifecycle(this.#registry, sources);
    addContainer(this.#registry, sources.container);
    addFaults(this.#registry, sources.registry);
    addPressure(this.#registry, sources.pressure);
    addProcess(this.#registry, sources.identity.startedAt);
  }

  /**
   * @param openMetrics OpenMetrics instead of Prometheus' text format: `_total` only in the sample's
   * name, and `# EOF`
   */
  async expose(openMetrics: boolean): Promise<{ contentType: string; text: string }> {
    const registry = openMetrics ? this.#inOpenMetrics() : this.#registry;
    return { contentType: registry.contentType, text: await registry.metrics() };
  }

  /** prom-client renames counters while it prints OpenMetrics, so it gets copies. */
  #inOpenMetrics(): Registry {
    const registry = new Registry();
    registry.setContentType(OPENMETRICS);
    for (const metric of this.#registry.getMetricsAsArray()) registry.registerMetric(Object.create(metric));
    return registry;
  }
}
