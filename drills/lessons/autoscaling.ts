import type { Drill } from '../drill.ts';
import { isRolledOutWith } from '../run/drill-run.ts';
import { stopFaultsLater } from '../run/fault-cleanup.ts';
import { type AutoscalingFacts, judgeAutoscaling } from './autoscaling.verdict.ts';

/** Longer than any autoscaler needs; the load is stopped as soon as it has done its work. */
const LOAD_SECONDS = 600;

export const autoscaling: Drill<AutoscalingFacts> = {
  name: 'autoscaling',
  summary: 'holds a CPU load: the autoscaler goes from 2 to 4 replicas and back',
  timeoutSeconds: 900,
  afterSeconds: 5,
  // The traffic's own CPU counts in the autoscaler's arithmetic: at 50 a second it alone can be near the
  // target.
  ratePerSecond: 20,
  needs: { faults: true, autoscaler: true },
  rights: [],
  judge: judgeAutoscaling,

  async run(run) {
    const anyPod = run.state.pods()[0]?.metadata?.name ?? '';
    run.cleanups.add({
      done: 'the autoscaler is back at 2 replicas',
      left: 'the autoscaler has not come back to 2 replicas',
      remedy: 'kubectl get hpa app-1-2-2-1 -w: it comes down after its stabilisation window',
      run: (signal) => run.cluster.until((state) => isRolledOutWith(state, 2), signal),
    });
    const load = await run.setup.app.startFault(`/cpu-load?seconds=${LOAD_SECONDS}`, anyPod);
    run.fact('loadStartedMs', run.action(`GET /cpu-load: ${load.pod} holds ${load.parameters.millicores}m`));
    stopFaultsLater(run, load.pod);
    await run.until('4 ready replicas', (state) => isRolledOutWith(state, 4));
    run.fact('loadStoppedMs', run.action(`stopped the load on ${load.pod}`));
    await run.setup.app.stopFaults(load.pod, run.signal);
    await run.until('2 replicas again, after the stabilisation window', (state) => isRolledOutWith(state, 2));
  },
};
