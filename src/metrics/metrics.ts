import { Histogram, Registry } from 'prom-client';
import type { Container } from '../container.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import type { Health } from '../health.ts';
import type { Identity } from '../identity.ts';
import type { Lifecycle } from '../lifecycle.ts';
import type { Pressure } from '../pressure.ts';
import { addFaults } from './faults.ts';
import { addLifecycle, addPressure } from './service.ts';
import { addContainer, addProcess } from './usage.ts';

/** prom-client's types know the other format only. */
const OPENMETRICS = Registry.OPENMETRICS_CONTENT_TYPE as unknown as Registry['contentType'] as never;

/**
 * From a fast answer (0.5 ms) to the longest that can be asked for (15 s); an injected delay of 0.7 s must
 * not read 1 s.
 */
const DURATION_BUCKETS_SECONDS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 10, 20,
];

/**
 * Everything this process tells Prometheus, by prom-client, which lives on as @prometheus-io/client. What can
 * be read when asked for is read then (`collect`): an idle pod does nothing.
 */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requestSeconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the head of a request to the end of its answer.',
    labelNames: ['method', 'route', 'status_code'],
    buckets: DURATION_BUCKETS_SECONDS,
    registers: [this.#registry],
  });

  constructor(sources: {
    identity: Identity;
    lifecycle: Lifecycle;
    container: Container;
    health: Pick<Health, 'readiness'>;
    pressure: Pressure;
    faults: FaultRegistry;
  }) {
    addLifecycle(this.#registry, sources);
    addContainer(this.#registry, sources.container);
    addFaults(this.#registry, sources.faults);
    addPressure(this.#registry, sources.pressure);
    addProcess(this.#registry, sources.identity.startedAt);
  }

  observeRequest(method: string, route: string, statusCode: number, seconds: number): void {
    this.#requestSeconds.observe({ method, route, status_code: statusCode }, seconds);
  }

  /** @param openMetrics the other exposition format, with `_total` in the sample's name only and `# EOF` */
  async expose(openMetrics: boolean): Promise<{ contentType: string; text: string }> {
    const registry = openMetrics ? this.#inOpenMetrics() : this.#registry;
    return { contentType: registry.contentType, text: await registry.metrics() };
  }

  /**
   * prom-client renames the counters that it prints as OpenMetrics, so it gets copies to rename.
   */
  #inOpenMetrics(): Registry {
    const registry = new Registry();
    registry.setContentType(OPENMETRICS);
    for (const metric of this.#registry.getMetricsAsArray()) registry.registerMetric(Object.create(metric));
    return registry;
  }
}
