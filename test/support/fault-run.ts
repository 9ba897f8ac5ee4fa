import type { FaultRun } from '../../src/faults/fault.ts';

/** What a fault is run with; what differs from silence is said by the test. */
export function faultRun(signal: AbortSignal, differences: Partial<FaultRun> = {}): FaultRun {
  return { signal, report: () => {}, replan: () => {}, ...differences };
}
