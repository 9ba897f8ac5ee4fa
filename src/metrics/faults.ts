import { Counter, Gauge, type Registry } from 'prom-client';
import type { FaultRegistry, StopReason } from '../faults/registry.ts';

/** A record, so that the compiler misses a reason that is not listed. */
const STOP_REASONS: Record<StopReason, true> = {
  stopped: true,
  expired: true,
  replaced: true,
  shutdown: true,
  failed: true,
};

export function addFaults(registry: Registry, faults: FaultRegistry): void {
  const kinds = faults.kinds.map(({ kind }) => kind);
  const registers = [registry];
  new Gauge({
    name: 'fault_active',
    help: '1 while the fault is active on this pod.',
    labelNames: ['fault'],
    registers,
    collect() {
      for (const fault of kinds) this.set({ fault }, faults.find(fault) ? 1 : 0);
    },
  });
  const starts = new Counter({
    name: 'fault_starts_total',
    help: 'Faults started.',
    labelNames: ['fault'],
    registers,
  });
  const stops = new Counter({
    name: 'fault_stops_total',
    help: 'Faults ended.',
    labelNames: ['fault', 'reason'],
    registers,
  });
  // Series start at zero: increase() does not see the first increase of a series that was not there before.
  for (const fault of kinds) {
    starts.inc({ fault }, 0);
    for (const reason of Object.keys(STOP_REASONS)) stops.inc({ fault, reason }, 0);
  }
  faults.on('started', ({ kind }) => starts.inc({ fault: kind }));
  faults.on('stopped', ({ kind }, reason) => stops.inc({ fault: kind, reason }));

  new Gauge({
    name: 'cpu_load_target_millicores',
    help: 'CPU the container is being held at; 0 without a load.',
    registers,
    collect() {
      const load = faults.find('cpu-load');
      this.set(Number(load?.progress.targetMillicores ?? load?.plan.parameters.millicores ?? 0));
    },
  });
  new Gauge({
    name: 'cpu_load_actual_millicores',
    help: 'CPU the container used in the last second of a load; 0 without a load.',
    registers,
    collect() {
      this.set(Number(faults.find('cpu-load')?.progress.actualMillicores ?? 0));
    },
  });
  new Gauge({
    name: 'memory_leak_bytes',
    help: 'Bytes leaked and still held.',
    registers,
    collect() {
      this.set(Number(faults.find('memory-leak')?.progress.leakedBytes ?? 0));
    },
  });
}
