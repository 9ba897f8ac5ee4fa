import type { Static, TObject } from 'typebox';
import type { Fault, FaultPlan, Progress } from '../../src/faults/fault.ts';

/** Starts a fault with these parameters, or with a plan, and keeps its progress. */
export function startFault<S extends TObject>(fault: Fault<S>, asked: Static<S> | FaultPlan<Static<S>>) {
  const plan = isPlan<Static<S>>(asked) ? asked : fault.plan(asked);
  const controller = new AbortController();
  const reports: Progress[] = [];
  const replans: FaultPlan<unknown>[] = [];
  const run = fault.run(plan, {
    signal: controller.signal,
    report: (progress) => reports.push(progress),
    replan: (replan) => replans.push(replan),
  });
  const stop = () => {
    controller.abort();
    return run;
  };
  return { plan, reports, replans, run, stop };
}

function isPlan<P>(asked: unknown): asked is FaultPlan<P> {
  return typeof asked === 'object' && asked !== null && 'ending' in asked;
}
