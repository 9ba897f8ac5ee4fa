import { message } from '../../messages/all.ts';
import { snapshotsOf } from '../cluster/history.ts';
import { restart } from '../cluster/rollout.ts';
import { isTerminating } from '../cluster/state.ts';
import { Interrupted } from '../drill-failure.ts';
import type { Drill } from '../drill.ts';
import { notChecked, present } from '../judging/check.ts';
import { neverFewerReady, readyPeriods } from '../judging/endpoints.ts';
import { countLosses } from '../judging/traffic.ts';
import { verdictOf } from '../judging/verdict.ts';
import type { DrillRun } from '../run/drill-run.ts';
import type { Timeline, Verdict } from '../timeline.ts';
import { nodeDrain } from './node-drain.ts';
import { trafficRouting } from './traffic-routing.ts';

/** Drills of any Deployment, whose service has none of our headers, faults and images. */
const COMMON = {
  timeoutSeconds: 900,
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
      // Ctrl-C ends this drill as planned.
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

/** `kubectl rollout restart`. Without --restart a person updates the Deployment. */
async function replacePods(run: DrillRun): Promise<void> {
  const { setup } = run;
  const { generation } = setup.found.metadata;
  if (setup.options.restart) {
    run.action(`kubectl rollout restart deployment/${setup.workload.deployment}`);
    await restart(setup);
  }
  const isUpdated = () => (run.state.deployment()?.metadata.generation ?? 0) > generation;
  await run.until(message('your-service.toBeUpdated', { name: setup.workload.deployment }), isUpdated);
  await run.untilRolledOut(message('your-service.toBeReplaced'));
}

/** A deletion and a drain remove a pod before another one is ready, whatever the Deployment's strategy. */
const TAKES_A_POD = ['traffic-routing', 'node-drain'];

/** Checks that need our headers say that they were not checked. Nothing is guessed. */
export function judgeYourService(timeline: Timeline): Verdict {
  const tellsPods = timeline.requests.some(({ pod }) => pod !== null);
  const { sent, lost } = countLosses(timeline.requests);
  const needsHeader = message('your-service.needsHostnameHeader');
  return verdictOf(timeline, {
    headline: sent === 0 ? '' : message('losses.count', { lost, sent }),
    checks: [
      ...(TAKES_A_POD.includes(timeline.drill) ? [] : [neverFewerReady(timeline)]),
      ...(tellsPods
        ? []
        : [
            notChecked(
              message('traffic-routing.everyReadyPodAnswers'),
              message('yours.oneAnswerEach'),
              needsHeader,
            ),
            notChecked(
              message('rolling-update.onlyNewAnswersAfter'),
              message('rolling-update.everyAnswerFromNewPod'),
              needsHeader,
            ),
          ]),
    ],
    figures: present([
      [message('figure.podsThatLeft'), podsThatLeft(timeline).join(', ') || null],
      [
        message('figure.readyEndpoints'),
        readyPeriods(timeline)
          .map(({ pods }) => pods.size)
          .join(' -> '),
      ],
    ]),
  });
}

function podsThatLeft(timeline: Timeline): string[] {
  const left = new Set<string>();
  for (const { state } of snapshotsOf(timeline))
    for (const pod of state.pods()) if (isTerminating(pod)) left.add(pod.metadata.name);
  return [...left];
}
