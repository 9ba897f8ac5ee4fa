import { message } from '../../messages/all.ts';
import type { Drill } from '../drill.ts';
import { checkFacts, present, secondsBetween } from '../judging/check.ts';
import { comesBack, mostOf, pathOf, replicaCounts, startsAt } from '../judging/replicas.ts';
import { verdictOf } from '../judging/verdict.ts';
import { stopFaultsLater } from '../run/faults.ts';
import { LEAST_PODS, MOST_PODS, scaleInLater, untilScaledIn } from '../run/scale-in.ts';
import type { Timeline, Verdict } from '../timeline.ts';

/** Longer than any autoscaler needs: the load is stopped as soon as four pods are ready. */
const LOAD_SECONDS = 600;

export type AutoscalingFacts = {
  readonly loadStartedMs: number;
  readonly loadStoppedMs: number;
};

export const autoscaling: Drill<AutoscalingFacts> = {
  name: 'autoscaling',
  summary: message('autoscaling.summary'),
  timeoutSeconds: 900,
  afterSeconds: 5,
  // The autoscaler also measures the CPU of the traffic: 50 requests a second alone can be near its target.
  ratePerSecond: 20,
  needs: { faults: true, autoscaler: true },
  rights: [],
  judge: judgeAutoscaling,

  async run(run) {
    scaleInLater(run);
    const load = await run.setup.app.startFault(`/cpu-load?seconds=${LOAD_SECONDS}`, run.anyPod());
    const amount = `${load.parameters.millicores}m`;
    run.fact('loadStartedMs', run.action(message('autoscaling.loadStarted', { pod: load.pod, amount })));
    stopFaultsLater(run, load.pod);
    await run.until(message('autoscaling.toBeReady', { count: MOST_PODS }), (state) =>
      state.isRolledOut(MOST_PODS),
    );
    run.fact('loadStoppedMs', run.action(message('autoscaling.loadStopped', { pod: load.pod })));
    await run.setup.app.stopFaults(load.pod, run.signal);
    await untilScaledIn(run);
  },
};

export function judgeAutoscaling(timeline: Timeline<AutoscalingFacts>): Verdict {
  const { desired, ready } = replicaCounts(timeline);
  const { loadStartedMs, loadStoppedMs } = timeline.facts;
  const peak = ready.find(({ replicas }) => replicas >= MOST_PODS);
  const desiredMost = desired.find(({ replicas }) => replicas === MOST_PODS);
  const desiredLeast = desired.find(
    ({ atMs, replicas }) => atMs > (peak?.atMs ?? Infinity) && replicas === LEAST_PODS,
  );
  const up = secondsBetween(loadStartedMs, desiredMost?.atMs);
  const down = secondsBetween(loadStoppedMs, desiredLeast?.atMs);
  return verdictOf(timeline, {
    headline:
      up === null
        ? ''
        : down === null
          ? message('autoscaling.scaledUp', { up })
          : message('autoscaling.scaledUpAndBack', { up, down }),
    checks: [
      startsAt(LEAST_PODS, ready),
      checkFacts(message('autoscaling.scalesOut'), timeline, ['loadStartedMs'], () => ({
        passed: mostOf(ready) === MOST_PODS && mostOf(desired) === MOST_PODS,
        expected: message('autoscaling.toBeReady', { count: MOST_PODS }),
        actual: message('autoscaler.most', { count: mostOf(ready), path: pathOf(desired) }),
        remedy: message('autoscaling.seeCpuPerPod'),
      })),
      comesBack(timeline, message('autoscaling.scalesIn'), { from: MOST_PODS, to: LEAST_PODS }),
    ],
    figures: present([
      [message('figure.desired'), pathOf(desired)],
      ...desired.slice(1).map(({ replicas, atMs }, index) => {
        const from = desired[index]?.replicas ?? 0;
        const name = message('figure.scaledAfter', { from, to: replicas });
        return [name, secondsBetween(loadStartedMs, atMs)] as const;
      }),
      [message('figure.fourReady'), secondsBetween(loadStartedMs, peak?.atMs)],
      [message('figure.stoppedToTwo'), down],
    ]),
  });
}
