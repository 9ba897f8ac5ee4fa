import type { FaultStarted } from '../../src/contract.ts';
import { isReady, restartsOf } from '../cluster/state.ts';
import type { Facts } from '../timeline.ts';
import type { DrillRun } from './drill-run.ts';
import { stopFaultsLater } from './fault-cleanup.ts';

/** One pod leaks, as a reader has it do, until the kernel kills its container and it is ready again. */
export async function leakUntilReadyAgain<Own extends Facts>(
  run: DrillRun<Own>,
  onStarted: (leak: FaultStarted, atMs: number) => void,
): Promise<void> {
  const before = new Map(run.state.pods().map((pod) => [pod.metadata?.name, restartsOf(pod)]));
  const [anyPod = ''] = [...before.keys()].filter((name) => name !== undefined);
  const leak = await run.setup.app.startFault('/memory-leak', anyPod);
  const inSeconds = `${Math.round(leak.endsInSeconds * 10) / 10} s`;
  onStarted(leak, run.action(`GET /memory-leak: ${leak.pod} is to be OOMKilled in ${inSeconds}`));
  stopFaultsLater(run, leak.pod);
  await run.until(`the kernel to kill ${leak.pod}, announced in ${inSeconds}`, (state) => {
    const pod = state.pod(leak.pod);
    return pod !== undefined && restartsOf(pod) > (before.get(leak.pod) ?? 0);
  });
  await run.until(`${leak.pod} to be ready again`, (state) => {
    const pod = state.pod(leak.pod);
    return pod !== undefined && isReady(pod);
  });
  await run.untilRolledOut('all pods to be ready');
}
