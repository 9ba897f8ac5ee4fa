import { isReady, restartsOf } from '../cluster/state.ts';
import type { Drill } from '../drill.ts';
import { stopFaultsLater } from '../running/fault-cleanup.ts';
import { judgeSelfHealing, type SelfHealingFacts } from './self-healing.verdict.ts';

export const selfHealing: Drill<SelfHealingFacts> = {
  name: 'self-healing',
  summary: 'leaks memory until the kernel kills the container: one restart, as announced, and nothing lost',
  timeoutSeconds: 240,
  afterSeconds: 5,
  needs: { faults: true, memoryLimit: true },
  rights: [],
  judge: judgeSelfHealing,

  async run(run) {
    const before = new Map(run.state.pods().map((pod) => [pod.metadata?.name, restartsOf(pod)]));
    const [anyPod = ''] = [...before.keys()].filter((name) => name !== undefined);
    const leak = await run.setup.app.startFault('/memory-leak', anyPod);
    const inSeconds = `${Math.round(leak.endsInSeconds * 10) / 10} s`;
    run.fact('leakingPod', leak.pod);
    run.fact('announcedSeconds', leak.endsInSeconds);
    run.fact('leakStartedMs', run.action(`GET /memory-leak: ${leak.pod} is to be OOMKilled in ${inSeconds}`));
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
  },
};
