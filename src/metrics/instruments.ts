import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/**
 * Makes metrics in one registry. What can be read when asked for is read then (`collect`): an idle pod does
 * nothing.
 */
export class Instruments {
  readonly registry = new Registry();

  gauge(name: string, help: string, labelNames: string[] = [], collect?: () => void): Gauge {
    return this.#add(new Gauge({ name, help, labelNames, registers: [], ...(collect && { collect }) }));
  }

  total(name: string, help: string, labelNames: string[] = [], collect?: () => void): Counter {
    return this.#add(new Counter({ name, help, labelNames, registers: [], ...(collect && { collect }) }));
  }

  histogram(name: string, help: string, labelNames: string[], buckets: readonly number[]): Histogram {
    return this.#add(new Histogram({ name, help, labelNames, buckets: [...buckets], registers: [] }));
  }

  #add<M extends Counter | Gauge | Histogram>(metric: M): M {
    this.registry.registerMetric(metric);
    return metric;
  }
}

/** A counter that somebody else counts. */
export function setTotal(counter: Counter, total: number): void {
  counter.reset();
  // Node subtracts two clocks for the loop's utilisation: a moment after the start that can be less than
  // nothing.
  counter.inc(Math.max(0, total));
}

/** No sample where there is no value, rather than a zero that claims to be measured. */
export function setOrRemove(gauge: Gauge, value: number | null): void {
  if (value === null) gauge.remove();
  else gauge.set(value);
}
