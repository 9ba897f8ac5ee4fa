import { message } from '../../messages/drills.ts';
import { checkFacts, present, seconds } from '../judging/check.ts';
import { comesBack, mostOf, pathOf, replicaCounts, startsAt } from '../judging/replicas.ts';
import { verdictOf } from '../judging/verdict.ts';
import type { Timeline, Verdict } from '../timeline.ts';

const LOW = 2;
const HIGH = 4;

export type AutoscalingFacts = {
  readonly loadStartedMs: number;
  readonly loadStoppedMs: number;
};

export function judgeAutoscaling(timeline: Timeline<AutoscalingFacts>): Verdict {
  const { desired, ready } = replicaCounts(timeline);
  const { loadStartedMs, loadStoppedMs } = timeline.facts;
  const peak = ready.find((step) => step.replicas >= HIGH);
  const highest = mostOf(ready);
  const desiredHigh = desired.find((step) => step.replicas === HIGH);
  const desiredLow = desired.find((step) => step.atMs > (peak?.atMs ?? Infinity) && step.replicas === LOW);
  const since = (fromMs: number | undefined, atMs: number | undefined) =>
    fromMs === undefined || atMs === undefined ? null : seconds(atMs - fromMs);
  const up = since(loadStartedMs, desiredHigh?.atMs);
  const down = since(loadStoppedMs, desiredLow?.atMs);
  return verdictOf(timeline, {
    headline:
      up === null
        ? ''
        : down === null
          ? message('autoscaling.scaledUp', { up })
          : message('autoscaling.scaledUpAndBack', { up, down }),
    checks: [
      startsAt(LOW, ready),
      checkFacts(message('autoscaling.scalesOut'), timeline, ['loadStartedMs'], () => ({
        passed: highest === HIGH && mostOf(desired) === HIGH,
        expected: message('autoscaling.readyReplicas', { count: HIGH }),
        actual: message('autoscaler.most', { count: highest, path: pathOf(desired) }),
        remedy: message('autoscaling.seeCpuPerPod'),
      })),
      comesBack(timeline, message('autoscaling.scalesIn'), { from: HIGH, to: LOW }),
    ],
    figures: present([
      [message('figure.desired'), pathOf(desired)],
      ...desired
        .slice(1)
        .map(
          (step, index) =>
            [
              message('figure.scaledAfter', { from: desired[index]?.replicas ?? 0, to: step.replicas }),
              since(loadStartedMs, step.atMs),
            ] as const,
        ),
      [message('figure.fourReady'), since(loadStartedMs, peak?.atMs)],
      [message('figure.stoppedToTwo'), down],
    ]),
  });
}
