import { message } from '../../messages/all.ts';
import type { FaultStarted } from '../../src/contract.ts';
import { isReady, restartsOf } from '../cluster/state.ts';
import type { DrillRun } from './drill-run.ts';

/** One pod leaks memory until the kernel kills its container and the pod is ready again. */
export async function leakUntilReadyAgain(
  run: DrillRun,
  onStarted: (leak: FaultStarted, atMs: number) => void,
): Promise<void> {
  const before = new Map(run.state.pods().map((pod) => [pod.metadata.name, restartsOf(pod)]));
  const leak = await run.setup.app.startFault('/memory-leak', run.anyPod());
  const time = `${Math.round(leak.endsInSeconds * 10) / 10}`;
  onStarted(leak, run.action(message('leak.started', { pod: leak.pod, time })));
  stopFaultsLater(run, leak.pod);
  await run.until(message('leak.toBeKilled', { pod: leak.pod, time }), (state) => {
    const pod = state.pod(leak.pod);
    return pod !== undefined && restartsOf(pod) > (before.get(leak.pod) ?? 0);
  });
  await run.until(message('leak.toBeReady', { pod: leak.pod }), (state) => {
    const pod = state.pod(leak.pod);
    return pod !== undefined && isReady(pod);
  });
  await run.untilRolledOut(message('leak.allToBeReady'));
}

export function stopFaultsLater(run: DrillRun, pod: string): void {
  run.cleanups.add({
    done: message('fault-cleanup.isStopped', { pod }),
    left: message('fault-cleanup.isActive', { pod }),
    remedy: message('fault-cleanup.stop', { pod }),
    run: (signal) => run.setup.app.stopFaults(pod, signal),
  });
}
