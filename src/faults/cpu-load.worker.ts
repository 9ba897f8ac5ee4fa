import { workerData } from 'node:worker_threads';
import { openContainer } from '../container.ts';
import { useCpu } from '../thread-cpu.ts';
import { CpuBudget } from './cpu-budget.ts';

export interface CpuLoadOrder {
  readonly millicores: number;
  /** How many workers share the target. */
  readonly workers: number;
  readonly seconds: number;
  /** Read before the threads started, because their start is part of the load. */
  readonly start: { readonly atMs: number; readonly usageMs: number };
  /** The worker stops when this is not 0. */
  readonly stop: Int32Array<SharedArrayBuffer>;
}

/** Reading the limit costs CPU, too. */
const LIMIT_INTERVAL_MS = 1000;

const order: CpuLoadOrder = workerData;
const container = openContainer();
hold(performance.now() + order.seconds * 1000);

function hold(deadlineMs: number): void {
  let limitMillicores = container.cpuLimitMillicores;
  // performance.now() counts from the start of the process in every thread, so the clocks agree.
  let budget = newBudget(limitMillicores, order.start.atMs, order.start.usageMs);
  let nextCheckMs = performance.now() + LIMIT_INTERVAL_MS;
  // A wait on the flag sleeps between slices and wakes at once when the worker has to stop.
  while (Atomics.wait(order.stop, 0, 0, budget.pauseMs) === 'timed-out') {
    const nowMs = performance.now();
    if (nowMs >= deadlineMs) return;
    if (nowMs >= nextCheckMs) {
      nextCheckMs = nowMs + LIMIT_INTERVAL_MS;
      const latest = container.cpuLimitMillicores;
      if (latest !== limitMillicores) budget = newBudget(latest, nowMs, container.cpuUsageMs());
      limitMillicores = latest;
    }
    useCpu(budget.sliceMs(performance.now(), container.cpuUsageMs()), isStopped);
  }
}

function isStopped(): boolean {
  return Atomics.load(order.stop, 0) !== 0;
}

/** A resize may put the limit below the target. More than the limit cannot be used. */
function newBudget(limitMillicores: number | null, nowMs: number, usageMs: number): CpuBudget {
  const millicores = Math.min(order.millicores, limitMillicores ?? order.millicores);
  return new CpuBudget({ millicores, workers: order.workers, limitMillicores }, nowMs, usageMs);
}
