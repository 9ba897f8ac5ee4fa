import { message } from '../../../messages/all.ts';
import { during, rescalesIn, whyNotScaled } from '../../judging/autoscaler.ts';
import { check, checkFacts, seconds } from '../../judging/check.ts';
import { mostOf, pathOf, replicaCounts } from '../../judging/replicas.ts';
import { latencyP99, requestsBetween } from '../../judging/traffic.ts';
import { meanMillicores } from '../../judging/usage.ts';
import { impactBetween } from '../../judging/user-impact.ts';
import { LEAST_PODS, MOST_PODS } from '../../run/scale-in.ts';
import type { Check, Text, Timeline } from '../../timeline.ts';

/** Four pods at up to 65 % of their limits answer later than two at 15 %: more requests wait for others. */
const P99_FACTOR = 4;
/** A CPU limit can throttle a container for 80 ms, whatever its baseline of a few milliseconds is. */
const LEAST_BOUND_MS = 400;
/** With many users a request costs up to a fifth less than at the baseline, where it was measured. */
const LEAST_SHARE_OF_CPU = 0.8;

export type Period = { readonly fromMs: number; readonly untilMs: number };

export type SurgeFacts = {
  /** The time with a few users, of the same kind. */
  readonly baseline: Period;
  readonly demand: {
    readonly requestCostMs: number;
    readonly ratePerSecond: number;
    readonly millicores: number;
    readonly limitMillicores: number;
  };
  readonly surgeStartedMs: number;
  /** The time with all users and four pods. */
  readonly served: Period;
  readonly surgeStoppedMs: number;
  /** The configuration digest of each pod, from GET /info. Null: the image does not tell it. */
  readonly configDigests: { readonly [pod: string]: string | null };
  readonly refused: Text;
};

export type Surge = Timeline<SurgeFacts>;

export function scaledByTheAutoscaler(timeline: Surge): Check {
  return checkFacts(
    message('surge.scaledByHpa', { low: LEAST_PODS, high: MOST_PODS }),
    timeline,
    ['surgeStartedMs', 'surgeStoppedMs'],
    ({ surgeStartedMs, surgeStoppedMs }) => {
      const seen = during(timeline, surgeStartedMs, surgeStoppedMs);
      const { desired, ready } = replicaCounts(seen);
      const passed = mostOf(ready) >= MOST_PODS && rescalesIn(seen) > 0;
      return {
        ...whyNotScaled(seen, MOST_PODS),
        passed,
        expected: message('surge.readyByHpa', { count: MOST_PODS }),
        ...(passed ? { actual: pathOf(desired) } : {}),
      };
    },
  );
}

export function scaledByHand(timeline: Surge): Check {
  return checkFacts(
    message('surge.scaledByHand', { low: LEAST_PODS, high: MOST_PODS }),
    timeline,
    ['surgeStartedMs', 'surgeStoppedMs'],
    ({ surgeStartedMs, surgeStoppedMs }) => {
      const seen = during(timeline, surgeStartedMs, surgeStoppedMs);
      const { desired } = replicaCounts(seen);
      const byAutoscaler = rescalesIn(seen) > 0;
      const scaled = mostOf(desired) >= MOST_PODS;
      return {
        passed: scaled && !byAutoscaler,
        expected: message('surge.desiredByHand', { count: MOST_PODS }),
        actual: byAutoscaler
          ? message('surge.hpaWasNotHeld')
          : scaled
            ? pathOf(desired)
            : message('surge.mostWithoutScaling', {
                count: mostOf(desired),
                time: seconds(surgeStoppedMs - surgeStartedMs),
              }),
        remedy: message('surge.scaleInSecondTerminal', {
          command: `kubectl scale deployment/app-1-2-2-1 --replicas=${MOST_PODS}`,
        }),
      };
    },
  );
}

/**
 * Four pods that are too slow, and use less CPU than was measured to be enough, do not get more from their
 * nodes.
 */
export function nodesHaveTheCpu(timeline: Surge): Check {
  return checkFacts(
    message('surge.nodesHaveTheCpu'),
    timeline,
    ['baseline', 'served', 'demand'],
    ({ baseline, served, demand }) => {
      const impact = impactBetween(timeline, served.fromMs, served.untilMs);
      const isBehind =
        impact.shed + impact.lost > 0 || (impact.p99Ms ?? 0) > boundOf(p99Of(timeline, baseline));
      const used = meanMillicores(timeline.usage, served.fromMs, served.untilMs);
      return {
        passed: !isBehind || used >= LEAST_SHARE_OF_CPU * demand.millicores,
        expected: message('surge.cpuExpected', {
          amount: `${Math.round(demand.millicores)}m`,
          count: MOST_PODS,
        }),
        actual: isBehind
          ? message('surge.cpuFallsBehind', { amount: `${Math.round(used)}m` })
          : `${Math.round(used)}m`,
        remedy: message('surge.freeTheCpu'),
      };
    },
  );
}

export function nothingShed(timeline: Surge): Check {
  const shed = timeline.requests.filter(({ status }) => status === 503).length;
  return check(message('surge.nothingIsShed'), shed === 0, {
    expected: message('surge.no503'),
    actual: message('count', { count: shed }),
    remedy: message('surge.podsTooLateOrSmall'),
  });
}

export function p99NearBaseline(timeline: Surge): Check {
  return checkFacts(
    message('surge.p99IsNearBaseline', { count: MOST_PODS }),
    timeline,
    ['baseline', 'served'],
    ({ baseline, served }) => {
      const before = p99Of(timeline, baseline);
      const after = p99Of(timeline, served);
      const bound = boundOf(before);
      return {
        passed: before !== null && after !== null && after <= bound,
        expected: message('surge.p99Bound', {
          bound: milliseconds(bound),
          factor: P99_FACTOR,
          least: `${LEAST_BOUND_MS} ms`,
        }),
        actual:
          before === null || after === null
            ? message('surge.noAnswers')
            : `${milliseconds(before)} -> ${milliseconds(after)}`,
        remedy: message('surge.noCpuForMorePods'),
      };
    },
  );
}

export function sameConfiguration(timeline: Surge): Check {
  return checkFacts(message('surge.sameConfiguration'), timeline, ['configDigests'], (facts) => {
    const digests = Object.entries(facts.configDigests);
    const first = digests[0]?.[1] ?? null;
    const others = digests.filter(([, digest]) => digest !== first);
    const passed = digests.length >= MOST_PODS && first !== null && others.length === 0;
    return {
      passed,
      expected: message('surge.oneDigest', { count: MOST_PODS }),
      actual:
        others.length > 0
          ? message('list', {
              items: others.map(([pod, digest]) =>
                message('surge.digestsDiffer', { pod, digest: digest ?? '-', first: first ?? '-' }),
              ),
            })
          : message('surge.digestOfAll', {
              count: digests.length,
              digest: first ?? message('surge.noDigest'),
            }),
      remedy: first === null ? message('surge.useImageWithDigest') : message('surge.restartForConfiguration'),
    };
  });
}

function boundOf(baselineMs: number | null): number {
  return Math.max(LEAST_BOUND_MS, P99_FACTOR * (baselineMs ?? 0));
}

export function p99Of(timeline: Surge, period: Period | undefined): number | null {
  return period === undefined ? null : latencyP99(requestsBetween(timeline, period.fromMs, period.untilMs));
}

export function milliseconds(value: number): string {
  return `${Math.round(value)} ms`;
}
