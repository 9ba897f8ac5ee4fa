import { Registry } from 'prom-client';
import type { Container } from '../container.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import type { Health } from '../health.ts';
import type { Identity } from '../identity.ts';
import type { Lifecycle } from '../lifecycle.ts';
import type { Pressure } from '../pressure.ts';
import { addContainer } from './container.ts';
import { addFaults } from './faults.ts';
import { Instruments } from './instruments.ts';
import { addLifecycle } from './lifecycle.ts';
import { addPressure } from './pressure.ts';
import { addProcess } from './process.ts';
import { requestMetric } from './requests.ts';

/** prom-client's types know the other format only. */
const OPENMETRICS = Registry.OPENMETRICS_CONTENT_TYPE as unknown as Registry['contentType'] as never;

/**
 * Everything this process tells Prometheus, by prom-client, which lives on as @prometheus-io/client; each
 * group of metrics is a file beside this one.
 */
export class Metrics {
  readonly #instruments = new Instruments();
  readonly #requestSeconds = requestMetric(this.#instruments);

  constructor(sources: {
    identity: Identity;
    lifecycle: Lifecycle;
    container: Container;
    health: Pick<Health, 'readiness'>;
    pressure: Pressure;
    faults: FaultRegistry;
  }) {
    addLifecycle(this.#instruments, sources);
    addContainer(this.#instruments, sources.container);
    addFaults(this.#instruments, sources.faults);
    addPressure(this.#instruments, sources.pressure);
    addProcess(this.#instruments, sources.identity.startedAt);
  }

  observeRequest(method: string, route: string, statusCode: number, seconds: number): void {
    this.#requestSeconds.observe({ method, route, status_code: statusCode }, seconds);
  }

  /** @param openMetrics the other exposition format, with `_total` in the sample's name only and `# EOF` */
  async expose(openMetrics: boolean): Promise<{ contentType: string; text: string }> {
    const registry = openMetrics ? this.#inOpenMetrics() : this.#instruments.registry;
    return { contentType: registry.contentType, text: await registry.metrics() };
  }

  /**
   * prom-client renames the counters of a registry it prints as OpenMetrics, so it gets stand-ins to rename.
   */
  #inOpenMetrics(): Registry {
    const registry = new Registry();
    registry.setContentType(OPENMETRICS);
    for (const metric of this.#instruments.registry.getMetricsAsArray())
      registry.registerMetric(Object.create(metric));
    return registry;
  }
}
