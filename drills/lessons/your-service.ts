import { message } from '../../messages/drills.ts';
import { restart } from '../cluster/rollout.ts';
import { isRolledOut } from '../cluster/state.ts';
import { Interrupted } from '../drill-failure.ts';
import type { Drill } from '../drill.ts';
import type { DrillRun } from '../run/drill-run.ts';
import { nodeDrain } from './node-drain.ts';
import { trafficRouting } from './traffic-routing.ts';
import { judgeYourService } from './your-service.verdict.ts';

const TIMEOUT_SECONDS = 900;

/** Drills of any Deployment: without our headers, our faults and our images. */
const COMMON = {
  timeoutSeconds: TIMEOUT_SECONDS,
  afterSeconds: 10,
  needs: {},
  judge: judgeYourService,
} as const;

export const watch: Drill = {
  ...COMMON,
  name: 'watch',
  summary: message('watch.summary'),
  // A person decides how long.
  timeoutSeconds: 7200,
  afterSeconds: 0,
  endsByHand: true,
  rights: [],
  changes: message('yours.watch'),

  async run(run) {
    const { seconds } = run.setup.options;
    try {
      await run.hold(seconds === null ? message('watch.ctrlC') : message('watch.whatYouDo'), seconds ?? 7000);
    } catch (err) {
      // Ctrl-C is how a person says that it is enough.
      if (!(err instanceof Interrupted)) throw err;
    }
  },
};

export const YOUR_DRILLS: readonly Drill[] = [
  {
    ...COMMON,
    name: 'traffic-routing',
    summary: trafficRouting.summary,
    rights: trafficRouting.rights,
    changes: message('yours.delete'),
    run: trafficRouting.run as Drill['run'],
  },
  {
    ...COMMON,
    name: 'rolling-update',
    summary: message('your-service.rolling-update.summary'),
    rights: [{ verb: 'patch', resource: 'deployments.apps' }],
    changes: message('yours.restart'),
    run: replacePods,
  },
  {
    ...COMMON,
    name: 'node-drain',
    summary: nodeDrain.summary,
    needs: { drainableNode: true },
    rights: nodeDrain.rights,
    changes: message('yours.drain'),
    run: nodeDrain.run as Drill['run'],
  },
  watch,
];

/** `kubectl rollout restart`; without --restart a person updates it. */
async function replacePods(run: DrillRun): Promise<void> {
  const { setup } = run;
  const generation = setup.found.metadata?.generation ?? 0;
  if (setup.options.restart) {
    run.action(`kubectl rollout restart deployment/${setup.workload.deployment}`);
    await restart(setup);
  }
  const isUpdated = () => (run.state.deployment()?.metadata?.generation ?? 0) > generation;
  await run.until(message('your-service.toBeUpdated', { name: setup.workload.deployment }), isUpdated);
  await run.until(message('your-service.toBeReplaced'), (state) =>
    isRolledOut(state.deployment(), state.pods()),
  );
}
