import { message } from '../../messages/drills.ts';
import type { Drill } from '../drill.ts';
import { isRolledOutWith } from '../run/drill-run.ts';
import { stopFaultsLater } from '../run/fault-cleanup.ts';
import { type AutoscalingFacts, judgeAutoscaling } from './autoscaling.verdict.ts';

/** Longer than any autoscaler needs; the load is stopped as soon as it has done its work. */
const LOAD_SECONDS = 600;

export const autoscaling: Drill<AutoscalingFacts> = {
  name: 'autoscaling',
  summary: message('autoscaling.summary'),
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
      done: message('autoscaling.isBack', { count: 2 }),
      left: message('autoscaling.isNotBack', { count: 2 }),
      remedy: message('autoscaling.watchHpa'),
      run: (signal) => run.cluster.until((state) => isRolledOutWith(state, 2), signal),
    });
    const load = await run.setup.app.startFault(`/cpu-load?seconds=${LOAD_SECONDS}`, anyPod);
    run.fact(
      'loadStartedMs',
      run.action(
        message('autoscaling.loadStarted', { pod: load.pod, amount: `${load.parameters.millicores}m` }),
      ),
    );
    stopFaultsLater(run, load.pod);
    await run.until(message('autoscaling.toBeReady', { count: 4 }), (state) => isRolledOutWith(state, 4));
    run.fact('loadStoppedMs', run.action(message('autoscaling.loadStopped', { pod: load.pod })));
    await run.setup.app.stopFaults(load.pod, run.signal);
    await run.until(message('autoscaling.replicasAgain', { count: 2 }), (state) => isRolledOutWith(state, 2));
  },
};
