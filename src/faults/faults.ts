import type { Container } from '../container.ts';
import type { ReadinessLead } from '../readiness-lead.ts';
import { CpuLoad } from './cpu-load.ts';
import { Crash } from './crash.ts';
import { DiskFill } from './disk-fill.ts';
import { Errors } from './errors.ts';
import { Hang } from './hang.ts';
import { Latency } from './latency.ts';
import { MemoryLeak } from './memory-leak.ts';
import { unlive, unready } from './probe-faults.ts';
import { FaultRegistry } from './registry.ts';

export interface Faults {
  readonly registry: FaultRegistry;
  /** The traffic scope asks these two at each request. */
  readonly latency: Latency;
  readonly errors: Errors;
}

/** All faults. A new one is a file beside this one and a line here. */
export function createFaults(needs: {
  readonly container: Container;
  readonly readinessLead: ReadinessLead;
  readonly exit: (exitCode: number) => void;
  readonly diskFillDir: string;
}): Faults {
  const latency = new Latency();
  const errors = new Errors();
  const registry = new FaultRegistry([
    new CpuLoad(needs.container),
    new MemoryLeak(needs.container, needs.readinessLead),
    latency,
    errors,
    unready,
    unlive,
    new Hang(),
    new Crash(needs.exit),
    new DiskFill(needs.diskFillDir),
  ]);
  return { registry, latency, errors };
}
