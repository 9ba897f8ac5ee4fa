import { CpuBudget } from '../../src/faults/cpu-budget.ts';
import { Probability } from '../../src/faults/probability.ts';

const TICK_MS = 0.25;
/** The scheduler's period: a limit of 200m is 20 ms in each. */
const CFS_PERIOD_MS = 100;

export interface Simulation {
  readonly millicores: number;
  readonly limitMillicores?: number | null;
  readonly workers?: number;
  readonly seconds: number;
  /** The CPU that the rest of the container needs at a time: idle, traffic, garbage collection. */
  readonly otherMillicores?: (second: number) => number;
  /** Cores that the node leaves to the container at a time; plenty unless said. */
  readonly nodeMillicores?: (second: number) => number;
}

/**
 * A container with a CPU limit as the kernel enforces it, in ticks: throttled until the next period once the
 * quota is spent, wake-ups late by up to a millisecond, usage read with the granularity of the kernel's own
 * accounting.
 * @returns what the container used between two seconds, in millicores
 */
export function simulate(simulation: Simulation): (fromSecond: number, toSecond: number) => number {
  return run(simulation).used;
}

/** Like `simulate`, and the periods in which the container was throttled. */
export function run(simulation: Simulation) {
  const { millicores, limitMillicores = 200, workers = 1, seconds } = simulation;
  const other = simulation.otherMillicores ?? (() => 5);
  const node = simulation.nodeMillicores ?? (() => 1000 * workers + 1000);
  const probability = new Probability(7);
  const quotaMs =
    limitMillicores === null ? Number.POSITIVE_INFINITY : (limitMillicores / 1000) * CFS_PERIOD_MS;
  const order = { millicores, workers, limitMillicores };
  const running = Array.from({ length: workers }, () => {
    const budget = new CpuBudget(order, 0, 0);
    return { budget, wakesAtMs: budget.pauseMs + probability.next(), leftMs: 0 };
  });
  let usedMs = 0;
  let usedInPeriodMs = 0;
  let waitingMs = 0;
  const usedAt: number[] = [0];
  const throttledAtSeconds: number[] = [];

  for (let tick = 0; tick < (seconds * 1000) / TICK_MS; tick++) {
    const nowMs = tick * TICK_MS;
    if (nowMs % CFS_PERIOD_MS === 0) {
      if (usedInPeriodMs >= quotaMs) throttledAtSeconds.push(nowMs / 1000);
      usedInPeriodMs = 0;
    }
    waitingMs += (other(nowMs / 1000) / 1000) * TICK_MS;
    let nodeLeftMs = (node(nowMs / 1000) / 1000) * TICK_MS;
    const spend = (wantedMs: number): number => {
      const spentMs = Math.max(0, Math.min(wantedMs, TICK_MS, nodeLeftMs, quotaMs - usedInPeriodMs));
      usedMs += spentMs;
      usedInPeriodMs += spentMs;
      nodeLeftMs -= spentMs;
      return spentMs;
    };
    waitingMs -= spend(waitingMs);
    for (const worker of running) {
      const throttled = usedInPeriodMs >= quotaMs;
      if (worker.leftMs <= 0 && nowMs >= worker.wakesAtMs && !throttled) {
        const readMs = Math.floor(usedMs * 4) / 4;
        worker.leftMs = worker.budget.sliceMs(nowMs, readMs);
        if (worker.leftMs <= 0) worker.wakesAtMs = nowMs + worker.budget.pauseMs + probability.next();
      }
      if (worker.leftMs <= 0) continue;
      worker.leftMs -= spend(worker.leftMs);
      if (worker.leftMs <= 1e-9) {
        worker.leftMs = 0;
        worker.wakesAtMs = nowMs + worker.budget.pauseMs + probability.next();
      }
    }
    usedAt.push(usedMs);
  }
  const at = (second: number) => usedAt[Math.round((second * 1000) / TICK_MS)] ?? usedMs;
  const used = (fromSecond: number, toSecond: number) =>
    (at(toSecond) - at(fromSecond)) / (toSecond - fromSecond);
  return { used, throttledAtSeconds };
}

/** Requests at random moments, half a millisecond of CPU each, and an idle process below them. */
export function requestsPerSecond(rate: number, idleMillicores = 5): (second: number) => number {
  const probability = new Probability(11);
  return () => idleMillicores + (probability.next() < (rate * TICK_MS) / 1000 ? (0.5 / TICK_MS) * 1000 : 0);
}
