import { message } from '../../messages/drills.ts';
import type { Drill } from '../drill.ts';
import { leakUntilReadyAgain } from '../run/leak.ts';
import { judgeSelfHealing, type SelfHealingFacts } from './self-healing.verdict.ts';

export const selfHealing: Drill<SelfHealingFacts> = {
  name: 'self-healing',
  summary: message('self-healing.summary'),
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
