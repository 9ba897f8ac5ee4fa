import { message } from '../../messages/drills.ts';
import type { DrillRun } from './drill-run.ts';

export function stopFaultsLater(run: DrillRun, pod: string): void {
  run.cleanups.add({
    done: message('fault-cleanup.isStopped', { pod }),
    left: message('fault-cleanup.isActive', { pod }),
    remedy: message('fault-cleanup.stop', { pod }),
    run: (signal) => run.setup.app.stopFaults(pod, signal),
  });
}
