import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Container } from '../container.ts';

/** What the container uses and may use. A resize can add, remove and change a limit. */
export function addContainer(registry: Registry, container: Container): void {
  const registers = [registry];
  new Counter({
    name: 'app_container_cpu_usage_seconds_total',
    help: 'CPU time used by the whole container.',
    registers,
    collect() {
      setTotal(this, container.cpuUsageMs() / 1000);
    },
  });
  // Without a limit there is no series. A zero would look like a measured value.
  if (container.throttledMs() !== null)
    new Counter({
      name: 'app_container_cpu_throttled_seconds_total',
      help: 'Time for which the CPU limit throttled the container.',
      registers,
      collect() {
        setTotal(this, (container.throttledMs() ?? 0) / 1000);
      },
    });
  new Gauge({
    name: 'app_container_memory_working_set_bytes',
    help: 'Memory as kubectl top counts it.',
    registers,
    collect() {
      this.set(container.memoryUsage().workingSetBytes);
    },
  });
  new Gauge({
    name: 'app_container_memory_unreclaimable_bytes',
    help: 'Memory that the kernel cannot reclaim: at the limit it kills.',
    registers,
    collect() {
      this.set(container.memoryUsage().unreclaimableBytes);
    },
  });
  new Gauge({
    name: 'app_container_cpu_limit_cores',
    help: 'CPU limit of the container.',
    registers,
    collect() {
      const limit = container.cpuLimitMillicores;
      setOrRemove(this, limit === null ? null : limit / 1000);
    },
  });
  new Gauge({
    name: 'app_container_memory_limit_bytes',
    help: 'Memory limit of the container.',
    registers,
    collect() {
      setOrRemove(this, container.memoryLimitBytes);
    },
  });
}

const HEAP_GAUGES = [
  ['nodejs_heap_size_used_bytes', 'JavaScript heap in use.', 'used_heap_size'],
  ['nodejs_heap_size_total_bytes', 'JavaScript heap reserved.', 'total_heap_size'],
  [
    'nodejs_external_memory_bytes',
    'Memory outside the heap that JavaScript objects hold.',
    'external_memory',
  ],
] as const;

/**
 * Has the names of prom-client's default metrics. Those are not used, because they sample the event loop
 * all the time.
 */
export function addProcess(registry: Registry, startedAt: Date): void {
  const registers = [registry];
  new Gauge({
    name: 'process_start_time_seconds',
    help: 'Start of the process, seconds since the epoch.',
    registers,
  }).set(startedAt.getTime() / 1000);
  new Gauge({
    name: 'nodejs_version_info',
    help: 'Always 1; the label says which Node.js this is.',
    labelNames: ['version'],
    registers,
  }).set({ version: process.version }, 1);
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'CPU time used by the process.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      setTotal(this, (user + system) / 1e6);
    },
  });
  new Gauge({
    name: 'process_resident_memory_bytes',
    help: 'Resident memory of the process.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  for (const [name, help, figure] of HEAP_GAUGES)
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(getHeapStatistics()[figure]);
      },
    });
  new Counter({
    name: 'nodejs_eventloop_active_seconds_total',
    help: 'Time the event loop was busy.',
    registers,
    collect() {
      setTotal(this, performance.eventLoopUtilization().active / 1000);
    },
  });
}

/** A counter whose value is read from elsewhere. */
function setTotal(counter: Counter, total: number): void {
  counter.reset();
  // Node.js subtracts two clocks for the utilisation of the event loop. Just after the start the result can
  // be negative.
  counter.inc(Math.max(0, total));
}

/** Without a value there is no sample. A zero would look like a measured value. */
function setOrRemove(gauge: Gauge, value: number | null): void {
  if (value === null) gauge.remove();
  else gauge.set(value);
}
