import { performance } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { type Instruments, setTotal } from './instruments.ts';

/**
 * The names are those of prom-client's default metrics, which are not used: they sample the event loop for
 * ever.
 */
export function addProcess(instruments: Instruments, startedAt: Date): void {
  instruments
    .gauge('process_start_time_seconds', 'Start of the process, seconds since the epoch.')
    .set(startedAt.getTime() / 1000);
  instruments
    .gauge('nodejs_version_info', 'Always 1; the label says which Node.js this is.', ['version'])
    .set({ version: process.version }, 1);
  const cpu = instruments.total('process_cpu_seconds_total', 'CPU time used by the process.', [], () => {
    const { user, system } = process.cpuUsage();
    setTotal(cpu, (user + system) / 1e6);
  });
  const resident = instruments.gauge(
    'process_resident_memory_bytes',
    'Resident memory of the process.',
    [],
    () => resident.set(process.memoryUsage.rss()),
  );
  const heap = instruments.gauge('nodejs_heap_size_used_bytes', 'JavaScript heap in use.', [], () =>
    heap.set(getHeapStatistics().used_heap_size),
  );
  const heapTotal = instruments.gauge('nodejs_heap_size_total_bytes', 'JavaScript heap reserved.', [], () =>
    heapTotal.set(getHeapStatistics().total_heap_size),
  );
  const external = instruments.gauge(
    'nodejs_external_memory_bytes',
    'Memory outside the heap that JavaScript objects hold on to.',
    [],
    () => external.set(getHeapStatistics().external_memory),
  );
  const active = instruments.total(
    'nodejs_eventloop_active_seconds_total',
    'Time the event loop was busy.',
    [],
    () => setTotal(active, performance.eventLoopUtilization().active / 1000),
  );
}
