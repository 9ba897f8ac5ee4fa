import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import fp from 'fastify-plugin';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Container } from '../container.ts';
import type { FaultRegistry, StopReason } from '../faults/registry.ts';
import type { Identity } from '../identity.ts';
import type { Lifecycle } from '../lifecycle.ts';

/** Keys, so that the compiler asks for a reason that is added. */
const STOP_REASONS: Record<StopReason, true> = {
  stopped: true,
  expired: true,
  replaced: true,
  shutdown: true,
  failed: true,
};

const LIFECYCLE_STATES = ['starting', 'ready', 'draining', 'closed'] as const;

/** From a fast answer (0.5 ms) to the longest that can be asked for (15 s). */
const DURATION_BUCKETS_SECONDS = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20,
];

/** prom-client's types know the other format only. */
const OPENMETRICS = Registry.OPENMETRICS_CONTENT_TYPE as unknown as Registry['contentType'] as never;

/** Any other method is one label value: a client cannot make up series. Named as OpenTelemetry does. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const OTHER_METHOD = '_OTHER';
/** No pattern looks like it: patterns begin with a slash. */
const NO_ROUTE = 'unmatched';

export interface MetricsOptions {
  readonly metrics: Metrics;
}

/** Times every request; the label is the route's pattern, never the path that a client sent. */
export const requestMetrics = fp(async (app, { metrics }: MetricsOptions) => {
  app.addHook('onResponse', (request, reply, done) => {
    metrics.observeRequest(
      METHODS.has(request.method) ? request.method : OTHER_METHOD,
      request.routeOptions.url ?? NO_ROUTE,
      reply.statusCode,
      reply.elapsedTime / 1000,
    );
    done();
  });
});

/** Everything this process tells Prometheus. What can be read when asked for is read then: an idle pod does nothing. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #requestSeconds = this.#add(
    new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from the head of a request to the end of its answer.',
      labelNames: ['method', 'route', 'status_code'],
      buckets: DURATION_BUCKETS_SECONDS,
      registers: [],
    }),
  );

  constructor(sources: {
    identity: Identity;
    lifecycle: Lifecycle;
    container: Container;
    faults: FaultRegistry;
  }) {
    this.#addIdentity(sources.identity);
    this.#addLifecycle(sources.lifecycle);
    this.#addContainer(sources.container);
    this.#addFaults(sources.faults);
    this.#addProcess(sources.identity);
  }

  observeRequest(method: string, route: string, statusCode: number, seconds: number): void {
    this.#requestSeconds.observe({ method, route, status_code: statusCode }, seconds);
  }

  /** @param openMetrics the other exposition format, with `_total` in the sample's name only and `# EOF` */
  async expose(openMetrics: boolean): Promise<{ contentType: string; text: string }> {
    const registry = openMetrics ? this.#inOpenMetrics() : this.#registry;
    return { contentType: registry.contentType, text: await registry.metrics() };
  }

  /** prom-client renames the counters of a registry it prints as OpenMetrics, so it gets stand-ins to rename. */
  #inOpenMetrics(): Registry {
    const registry = new Registry();
    registry.setContentType(OPENMETRICS);
    for (const metric of this.#registry.getMetricsAsArray()) registry.registerMetric(Object.create(metric));
    return registry;
  }

  #addIdentity({ version, colour }: Identity): void {
    this.#gauge('app_info', 'Always 1; the labels say which release this is.', ['version', 'colour']).set(
      { version, colour },
      1,
    );
  }

  #addLifecycle(lifecycle: Lifecycle): void {
    const state = this.#gauge(
      'app_lifecycle_state',
      '1 for the state the process is in, 0 for the others.',
      ['state'],
      () => {
        for (const each of LIFECYCLE_STATES) state.set({ state: each }, each === lifecycle.state ? 1 : 0);
      },
    );
    const seconds = this.#gauge(
      'app_drain_duration_seconds',
      'Time since draining began; 0 before.',
      [],
      () => seconds.set(lifecycle.drainSeconds ?? 0),
    );
  }

  #addContainer(container: Container): void {
    const cpu = this.#total(
      'app_container_cpu_usage_seconds_total',
      'CPU time used by the whole container.',
      [],
      () => setTotal(cpu, container.cpuUsageMs() / 1000),
    );
    // Where nobody holds it back there is no series, rather than a zero that claims to be measured.
    if (container.throttledMs() !== null) {
      const throttled = this.#total(
        'app_container_cpu_throttled_seconds_total',
        'Time for which the CPU limit held the container back.',
        [],
        () => setTotal(throttled, (container.throttledMs() ?? 0) / 1000),
      );
    }
    const memory = this.#gauge(
      'app_container_memory_working_set_bytes',
      'Memory as kubectl top counts it.',
      [],
      () => memory.set(container.memoryUsage().workingSetBytes),
    );
    const unreclaimable = this.#gauge(
      'app_container_memory_unreclaimable_bytes',
      'Memory that the kernel cannot win back: at the limit it kills.',
      [],
      () => unreclaimable.set(container.memoryUsage().unreclaimableBytes),
    );
    // A limit may come, go and change with a resize. Where there is none there is no sample.
    const cpuLimit = this.#gauge('app_container_cpu_limit_cores', 'CPU limit of the container.', [], () => {
      const limit = container.cpuLimitMillicores;
      setOrRemove(cpuLimit, limit === null ? null : limit / 1000);
    });
    const memoryLimit = this.#gauge(
      'app_container_memory_limit_bytes',
      'Memory limit of the container.',
      [],
      () => setOrRemove(memoryLimit, container.memoryLimitBytes),
    );
  }

  #addFaults(registry: FaultRegistry): void {
    const kinds = registry.kinds.map(({ kind }) => kind);
    const active = this.#gauge('fault_active', '1 while the fault is active on this pod.', ['fault'], () => {
      for (const fault of kinds) active.set({ fault }, registry.find(fault) ? 1 : 0);
    });
    const starts = this.#total('fault_starts_total', 'Faults started.', ['fault']);
    const stops = this.#total('fault_stops_total', 'Faults ended.', ['fault', 'reason']);
    // From zero on: the first increase of a series that was not there before is one that increase() does not see.
    for (const fault of kinds) {
      starts.inc({ fault }, 0);
      for (const reason of Object.keys(STOP_REASONS)) stops.inc({ fault, reason }, 0);
    }
    registry.on('started', ({ kind }) => starts.inc({ fault: kind }));
    registry.on('stopped', ({ kind }, reason) => stops.inc({ fault: kind, reason }));

    const target = this.#gauge(
      'cpu_load_target_millicores',
      'CPU the container is being held at; 0 without a load.',
      [],
      () => {
        const load = registry.find('cpu-load');
        target.set(Number(load?.progress.targetMillicores ?? load?.plan.parameters.millicores ?? 0));
      },
    );
    const actual = this.#gauge(
      'cpu_load_actual_millicores',
      'CPU the container used in the last second of a load; 0 without a load.',
      [],
      () => actual.set(Number(registry.find('cpu-load')?.progress.actualMillicores ?? 0)),
    );
    const leaked = this.#gauge('memory_leak_bytes', 'Bytes leaked and still held.', [], () =>
      leaked.set(Number(registry.find('memory-leak')?.progress.leakedBytes ?? 0)),
    );
  }

  /** The names are those of prom-client's default metrics, which are not used: they sample the event loop for ever. */
  #addProcess({ startedAt }: Identity): void {
    this.#gauge('process_start_time_seconds', 'Start of the process, seconds since the epoch.').set(
      startedAt.getTime() / 1000,
    );
    this.#gauge('nodejs_version_info', 'Always 1; the label says which Node.js this is.', ['version']).set(
      { version: process.version },
      1,
    );
    const cpu = this.#total('process_cpu_seconds_total', 'CPU time used by the process.', [], () => {
      const { user, system } = process.cpuUsage();
      setTotal(cpu, (user + system) / 1e6);
    });
    const resident = this.#gauge('process_resident_memory_bytes', 'Resident memory of the process.', [], () =>
      resident.set(process.memoryUsage.rss()),
    );
    const heap = this.#gauge('nodejs_heap_size_used_bytes', 'JavaScript heap in use.', [], () =>
      heap.set(getHeapStatistics().used_heap_size),
    );
    const heapTotal = this.#gauge('nodejs_heap_size_total_bytes', 'JavaScript heap reserved.', [], () =>
      heapTotal.set(getHeapStatistics().total_heap_size),
    );
    const external = this.#gauge(
      'nodejs_external_memory_bytes',
      'Memory outside the heap that JavaScript objects hold on to.',
      [],
      () => external.set(getHeapStatistics().external_memory),
    );
    const active = this.#total(
      'nodejs_eventloop_active_seconds_total',
      'Time the event loop was busy.',
      [],
      () => setTotal(active, performance.eventLoopUtilization().active / 1000),
    );
  }

  #gauge(name: string, help: string, labelNames: string[] = [], collect?: () => void): Gauge {
    return this.#add(new Gauge({ name, help, labelNames, registers: [], ...(collect && { collect }) }));
  }

  #total(name: string, help: string, labelNames: string[] = [], collect?: () => void): Counter {
    return this.#add(new Counter({ name, help, labelNames, registers: [], ...(collect && { collect }) }));
  }

  #add<M extends Counter | Gauge | Histogram>(metric: M): M {
    this.#registry.registerMetric(metric);
    return metric;
  }
}

function setOrRemove(gauge: Gauge, value: number | null): void {
  if (value === null) gauge.remove();
  else gauge.set(value);
}

/** A counter that somebody else counts. */
function setTotal(counter: Counter, total: number): void {
  counter.reset();
  // Node subtracts two clocks for the loop's utilisation: a moment after the start that can be less than nothing.
  counter.inc(Math.max(0, total));
}
