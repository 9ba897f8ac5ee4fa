import { workerData } from 'node:worker_threads';
import { openContainer } from '../container.ts';
import { CpuDebt } from './cpu-debt.ts';

export interface CpuLoadOrder {
  readonly millicores: number;
  /** How many share the work. */
  readonly workers: number;
  readonly limitMillicores: number | null;
  readonly seconds: number;
  /** Not 0: stop. */
  readonly stop: Int32Array<SharedArrayBuffer>;
}

const order: CpuLoadOrder = workerData;
const container = openContainer();
const debt = new CpuDebt(order, performance.now(), container.cpuUsageMs());
const deadlineMs = performance.now() + order.seconds * 1000;

// Waiting on the flag sleeps between the slices and wakes at once when told to stop.
while (Atomics.wait(order.stop, 0, 0, debt.pauseMs) === 'timed-out' && performance.now() < deadlineMs) {
  burn(debt.sliceMs(performance.now(), container.cpuUsageMs()));
}

/** Spins until this thread has used the CPU time; a thread that waits for a core, or is throttled, has not. */
function burn(sliceMs: number): void {
  const endMs = threadCpuMs() + sliceMs;
  while (threadCpuMs() < endMs && Atomics.load(order.stop, 0) === 0);
}

function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
