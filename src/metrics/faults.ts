import type { FaultRegistry, StopReason } from '../faults/registry.ts';
import type { Instruments } from './instruments.ts';

/** Keys, so that the compiler asks for a reason that is added. */
const STOP_REASONS: Record<StopReason, true> = {
  stopped: true,
  expired: true,
  replaced: true,
  shutdown: true,
  failed: true,
};

export function addFaults(instruments: Instruments, registry: FaultRegistry): void {
  const kinds = registry.kinds.map(({ kind }) => kind);
  const active = instruments.gauge(
    'fault_active',
    '1 while the fault is active on this pod.',
    ['fault'],
    () => {
      for (const fault of kinds) active.set({ fault }, registry.find(fault) ? 1 : 0);
    },
  );
  const starts = instruments.total('fault_starts_total', 'Faults started.', ['fault']);
  const stops = instruments.total('fault_stops_total', 'Faults ended.', ['fault', 'reason']);
  // From zero on: the first increase of a series that was not there before is one that increase() does not
  // see.
  for (const fault of kinds) {
    starts.inc({ fault }, 0);
    for (const reason of Object.keys(STOP_REASONS)) stops.inc({ fault, reason }, 0);
  }
  registry.on('started', ({ kind }) => starts.inc({ fault: kind }));
  registry.on('stopped', ({ kind }, reason) => stops.inc({ fault: kind, reason }));

  const target = instruments.gauge(
    'cpu_load_target_millicores',
    'CPU the container is being held at; 0 without a load.',
    [],
    () => {
      const load = registry.find('cpu-load');
      target.set(Number(load?.progress.targetMillicores ?? load?.plan.parameters.millicores ?? 0));
    },
  );
  const actual = instruments.gauge(
    'cpu_load_actual_millicores',
    'CPU the container used in the last second of a load; 0 without a load.',
    [],
    () => actual.set(Number(registry.find('cpu-load')?.progress.actualMillicores ?? 0)),
  );
  const leaked = instruments.gauge('memory_leak_bytes', 'Bytes leaked and still held.', [], () =>
    leaked.set(Number(registry.find('memory-leak')?.progress.leakedBytes ?? 0)),
  );
}
