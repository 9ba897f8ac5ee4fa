import { workerData } from 'node:worker_threads';
import { openContainer } from '../container.ts';
import { useCpu } from '../thread-cpu.ts';
import { CpuBudget } from './cpu-budget.ts';

export interface CpuLoadOrder {
  readonly millicores: number;
  /** How many share the work. */
  readonly workers: number;
  readonly seconds: number;
  /** Read before the threads started: their start is part of the load. */
  readonly start: { readonly atMs: number; readonly usageMs: number };
  /** Not 0: stop. */
  readonly stop: Int32Array<SharedArrayBuffer>;
}

/** Reading the limit costs CPU, too. */
const LIMIT_INTERVAL_MS = 1000;

const order: CpuLoadOrder = workerData;
const container = openContainer();
hold(performance.now() + order.seconds * 1000);

function hold(deadlineMs: number): void {
  let limitMillicores = container.cpuLimitMillicores;
  // performance.now() counts from the start of the process in every thread: the clocks agree.
  let budget = newBudget(limitMillicores, order.start.atMs, order.start.usageMs);
  let nextLookMs = performance.now() + LIMIT_INTERVAL_MS;
  // Waiting on the flag sleeps between the slices and wakes at once when told to stop.
  while (Atomics.wait(order.stop, 0, 0, budget.pauseMs) === 'timed-out') {
    const nowMs = performance.now();
    if (nowMs >= deadlineMs) return;
    if (nowMs >= nextLookMs) {
      nextLookMs = nowMs + LIMIT_INTERVAL_MS;
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

/** A resize may take the limit below what was asked for: more than that cannot be used. */
function newBudget(limitMillicores: number | null, nowMs: number, usageMs: number): CpuBudget {
  const millicores = Math.min(order.millicores, limitMillicores ?? order.millicores);
  return new CpuBudget({ millicores, workers: order.workers, limitMillicores }, nowMs, usageMs);
}
