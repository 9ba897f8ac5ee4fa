import type { DrillRun } from './run.ts';

export function stopFaultsLater(run: DrillRun, pod: string): void {
  run.debts.owe({
    left: `a fault is active on ${pod}`,
    remedy: `curl -X DELETE .../faults until ${pod} answers, or kubectl delete pod ${pod}`,
    pay: (signal) => run.scene.app.stopFaults(pod, signal),
  });
}
