import type { DrillRun } from './drill-run.ts';

export function stopFaultsLater(run: DrillRun, pod: string): void {
  run.cleanups.add({
    done: `the fault on ${pod} is stopped`,
    left: `a fault is active on ${pod}`,
    remedy: `curl -X DELETE .../faults until ${pod} answers, or kubectl delete pod ${pod}`,
    run: (signal) => run.setup.app.stopFaults(pod, signal),
  });
}
