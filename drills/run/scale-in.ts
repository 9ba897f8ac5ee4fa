import { message } from '../../messages/all.ts';
import type { DrillRun } from './drill-run.ts';

/** The bounds of the autoscaler, which the preflight asks for. */
export const LEAST_PODS = 2;
export const MOST_PODS = 4;

/** This cleanup only waits: the autoscaler removes the added pods by itself. */
export function scaleInLater(run: DrillRun): void {
  run.cleanups.add({
    done: message('autoscaling.isBack', { count: LEAST_PODS }),
    left: message('autoscaling.isNotBack', { count: LEAST_PODS }),
    remedy: message('autoscaling.watchHpa'),
    run: (signal) => run.cluster.until((state) => state.isRolledOut(LEAST_PODS), signal),
  });
}

export function untilScaledIn(run: DrillRun): Promise<void> {
  return run.until(message('autoscaling.replicasAgain', { count: LEAST_PODS }), (state) =>
    state.isRolledOut(LEAST_PODS),
  );
}
