import type { Container } from '../container.ts';
import { type Instruments, setOrRemove, setTotal } from './instruments.ts';

/** What the container uses, and what it may use: a limit may come, go and change with a resize. */
export function addContainer(instruments: Instruments, container: Container): void {
  const cpu = instruments.total(
    'app_container_cpu_usage_seconds_total',
    'CPU time used by the whole container.',
    [],
    () => setTotal(cpu, container.cpuUsageMs() / 1000),
  );
  // Where nobody holds it back there is no series, rather than a zero that claims to be measured.
  if (container.throttledMs() !== null) {
    const throttled = instruments.total(
      'app_container_cpu_throttled_seconds_total',
      'Time for which the CPU limit held the container back.',
      [],
      () => setTotal(throttled, (container.throttledMs() ?? 0) / 1000),
    );
  }
  const memory = instruments.gauge(
    'app_container_memory_working_set_bytes',
    'Memory as kubectl top counts it.',
    [],
    () => memory.set(container.memoryUsage().workingSetBytes),
  );
  const unreclaimable = instruments.gauge(
    'app_container_memory_unreclaimable_bytes',
    'Memory that the kernel cannot win back: at the limit it kills.',
    [],
    () => unreclaimable.set(container.memoryUsage().unreclaimableBytes),
  );
  const cpuLimit = instruments.gauge(
    'app_container_cpu_limit_cores',
    'CPU limit of the container.',
    [],
    () => {
      const limit = container.cpuLimitMillicores;
      setOrRemove(cpuLimit, limit === null ? null : limit / 1000);
    },
  );
  const memoryLimit = instruments.gauge(
    'app_container_memory_limit_bytes',
    'Memory limit of the container.',
    [],
    () => setOrRemove(memoryLimit, container.memoryLimitBytes),
  );
}
