import type { Drill } from '../drill.ts';
import { leakUntilReadyAgain } from '../run/leak.ts';
import { judgeSelfHealing, type SelfHealingFacts } from './self-healing.verdict.ts';

export const selfHealing: Drill<SelfHealingFacts> = {
  name: 'self-healing',
  summary: 'leaks memory until the kernel kills the container: one restart, as announced, and nothing lost',
  timeoutSeconds: 240,
  isQuick: true,
  afterSeconds: 5,
  needs: { faults: true, memoryLimit: true },
  rights: [],
  judge: judgeSelfHealing,

  async run(run) {
    await leakUntilReadyAgain(run, (leak, atMs) => {
      run.fact('leakingPod', leak.pod);
      run.fact('announcedSeconds', leak.endsInSeconds);
      run.fact('leakStartedMs', atMs);
    });
  },
};
