import { monitorEventLoopDelay as monitorNatively, performance } from 'node:perf_hooks';

export { performance };

/** The interval of the timer that @fastify/under-pressure starts. It subtracts this from the mean. */
const TIMER_MS = 10;
const NANOSECONDS_PER_MS = 1e6;

/**
 * Replaces `node:perf_hooks` in @fastify/under-pressure, in the images (scripts/images/substitutes.ts). The
 * plugin has no option for its sampling: its timer wakes an idle process a hundred times a second, which
 * costs 6m of CPU. Node.js 26.5 can record the length of each turn of the event loop for almost nothing.
 * From these lengths follows how late the plugin's timer would have been: once in each turn, and every 10
 * ms between turns. This file goes when under-pressure has an option:
 * https://github.com/fastify/under-pressure
 */
export function monitorEventLoopDelay() {
  const turns = monitorNatively({ samplePerIteration: true });
  let sinceMs = performance.now();
  const reset = () => {
    turns.reset();
    sinceMs = performance.now();
  };
  return {
    enable(): void {
      turns.enable();
      // The first turn includes the idle time before it.
      setImmediate(reset);
    },
    reset,
    get mean(): number {
      if (turns.count === 0) return TIMER_MS * NANOSECONDS_PER_MS;
      const busyMs = (turns.mean * turns.count) / NANOSECONDS_PER_MS;
      const idleMs = Math.max(0, performance.now() - sinceMs - busyMs);
      return (TIMER_MS + busyMs / (turns.count + idleMs / TIMER_MS)) * NANOSECONDS_PER_MS;
    },
  };
}
