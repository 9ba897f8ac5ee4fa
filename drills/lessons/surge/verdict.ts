import { message } from '../../../messages/all.ts';
import { present, secondsBetween } from '../../judging/check.ts';
import { comesBack, pathOf, type ReplicaCount, replicaCounts, startsAt } from '../../judging/replicas.ts';
import { restartsIn } from '../../judging/restarts.ts';
import { impactBetween, impactFigures } from '../../judging/user-impact.ts';
import { skipped, verdictOf } from '../../judging/verdict.ts';
import { LEAST_PODS, MOST_PODS } from '../../run/scale-in.ts';
import type { Figure, Text, Verdict } from '../../timeline.ts';
import {
  milliseconds,
  nodesHaveTheCpu,
  nothingShed,
  p99NearBaseline,
  p99Of,
  sameConfiguration,
  scaledByHand,
  scaledByTheAutoscaler,
  type Surge,
} from './checks.ts';

export function judgeSurge(timeline: Surge): Verdict {
  const { refused } = timeline.facts;
  if (refused !== undefined) return skipped(timeline.drill, refused);
  const measured = measure(timeline);
  const { ready, up, down, p99 } = measured;
  return verdictOf(timeline, {
    headline:
      up === null || p99 === null
        ? ''
        : down === null
          ? message('surge.scaledUp', { up, p99 })
          : message('surge.scaledUpAndBack', { up, p99, down }),
    causes: [startsAt(LEAST_PODS, ready), scaledByTheAutoscaler(timeline), nodesHaveTheCpu(timeline)],
    checks: [
      nothingShed(timeline),
      p99NearBaseline(timeline),
      sameConfiguration(timeline),
      comesBack(timeline, message('surge.comesBack', { count: LEAST_PODS }), {
        from: MOST_PODS,
        to: LEAST_PODS,
      }),
    ],
    figures: figuresOf(timeline, measured),
  });
}

/** The impact on users is what this drill shows, and no failure, even where scaling came late. */
export function judgeSurgeByHand(timeline: Surge): Verdict {
  const { refused, surgeStartedMs, surgeStoppedMs } = timeline.facts;
  if (refused !== undefined) return skipped(timeline.drill, refused);
  const measured = measure(timeline);
  const { ready, up } = measured;
  const impact = impactBetween(timeline, surgeStartedMs ?? 0, surgeStoppedMs ?? 0);
  return verdictOf(timeline, {
    headline:
      up === null
        ? ''
        : message('surge.podsAndImpact', {
            up,
            time: impact.seconds,
            slow: impact.slow,
            shed: impact.shed,
            lost: impact.lost,
          }),
    isControl: () => true,
    mayRestart: () => true,
    checks: [
      startsAt(LEAST_PODS, ready),
      scaledByHand(timeline),
      sameConfiguration(timeline),
      comesBack(timeline, message('surge.comesBack', { count: LEAST_PODS }), {
        from: MOST_PODS,
        to: LEAST_PODS,
      }),
    ],
    figures: figuresOf(timeline, measured),
  });
}

interface Measured {
  readonly desired: readonly ReplicaCount[];
  readonly ready: readonly ReplicaCount[];
  /** From the start of the surge to four ready pods. */
  readonly up: Text | null;
  /** From the end of the surge to two desired replicas. */
  readonly down: Text | null;
  /** At the baseline, and with four pods that serve all users. */
  readonly p99: string | null;
}

function measure(timeline: Surge): Measured {
  const { surgeStartedMs, surgeStoppedMs, baseline, served } = timeline.facts;
  const { desired, ready } = replicaCounts(timeline);
  const peak = ready.find(({ replicas }) => replicas >= MOST_PODS);
  const low = desired.find(
    ({ replicas, atMs }) => replicas === LEAST_PODS && atMs > (surgeStoppedMs ?? Infinity),
  );
  const before = p99Of(timeline, baseline);
  const after = p99Of(timeline, served);
  return {
    desired,
    ready,
    up: secondsBetween(surgeStartedMs, peak?.atMs),
    down: secondsBetween(surgeStoppedMs, low?.atMs),
    p99: before === null || after === null ? null : `${milliseconds(before)} -> ${milliseconds(after)}`,
  };
}

function figuresOf(timeline: Surge, { desired, up, down, p99 }: Measured): Figure[] {
  const { demand, surgeStartedMs, surgeStoppedMs } = timeline.facts;
  const wholeSurge =
    surgeStartedMs === undefined || surgeStoppedMs === undefined
      ? null
      : impactBetween(timeline, surgeStartedMs, surgeStoppedMs);
  return present([
    [
      message('figure.requestCosts'),
      demand === undefined
        ? null
        : message('surge.cpuPerRequest', { cost: `${demand.requestCostMs.toFixed(1)} ms` }),
    ],
    [
      message('figure.allUsers'),
      demand === undefined
        ? null
        : message('surge.ratePerCpu', {
            rate: demand.ratePerSecond,
            total: `${Math.round(demand.millicores)}m`,
          }),
    ],
    [message('figure.desired'), pathOf(desired)],
    [message('figure.fourPodsReady'), up],
    ...(wholeSurge === null ? [] : impactFigures(wholeSurge)),
    [
      message('figure.restarted'),
      message('count', { count: restartsIn(timeline).reduce((sum, { times }) => sum + times, 0) }),
    ],
    [message('figure.p99Surge'), wholeSurge?.p99Ms == null ? null : milliseconds(wholeSurge.p99Ms)],
    [message('figure.p99BaselineToFour'), p99],
    [message('figure.surgeToTwo'), down],
  ]);
}
