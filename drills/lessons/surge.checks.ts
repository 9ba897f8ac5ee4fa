import { during, rescalesIn, whyNotScaled } from '../judging/autoscaler.ts';
import { check, checkFacts, seconds } from '../judging/check.ts';
import { feltBetween, requestsBetween } from '../judging/felt.ts';
import { mostOf, pathOf, replicaCounts } from '../judging/replicas.ts';
import { latencyP99 } from '../judging/traffic.ts';
import { meanMillicores } from '../judging/usage.ts';
import type { Check } from '../timeline.ts';
import { type Period, PODS_AFTER, PODS_BEFORE, type Surge } from './surge.facts.ts';

/** Four pods at up to 65 % of their limits answer later than two at 15 %: requests meet others, and wait. */
const P99_FACTOR = 4;
/** A calm of a few milliseconds is no measure for a container that its limit holds back for up to 80 ms. */
const LEAST_BOUND_MS = 400;
/** With many users a request costs up to a fifth less than in the calm, where it was measured. */
const LEAST_SHARE_OF_CPU = 0.8;

export function scaledByTheAutoscaler(timeline: Surge): Check {
  return checkFacts(
    `the autoscaler goes from ${PODS_BEFORE} to ${PODS_AFTER} by itself`,
    timeline,
    ['surgeStartedMs', 'surgeStoppedMs'],
    ({ surgeStartedMs, surgeStoppedMs }) => {
      const seen = during(timeline, surgeStartedMs, surgeStoppedMs);
      const { desired, ready } = replicaCounts(seen);
      const passed = mostOf(ready) >= PODS_AFTER && rescalesIn(seen) > 0;
      return {
        ...whyNotScaled(seen, PODS_AFTER),
        passed,
        expected: `${PODS_AFTER} ready replicas during the surge, made by the HPA`,
        ...(passed ? { actual: pathOf(desired) } : {}),
      };
    },
  );
}

export function scaledByHand(timeline: Surge): Check {
  return checkFacts(
    `somebody scales from ${PODS_BEFORE} to ${PODS_AFTER}`,
    timeline,
    ['surgeStartedMs', 'surgeStoppedMs'],
    ({ surgeStartedMs, surgeStoppedMs }) => {
      const seen = during(timeline, surgeStartedMs, surgeStoppedMs);
      const { desired } = replicaCounts(seen);
      const byAutoscaler = rescalesIn(seen) > 0;
      const scaled = mostOf(desired) >= PODS_AFTER;
      return {
        passed: scaled && !byAutoscaler,
        expected: `${PODS_AFTER} desired replicas during the surge, by kubectl scale`,
        actual: byAutoscaler
          ? 'the HPA scaled, which was to be held'
          : scaled
            ? pathOf(desired)
            : `${mostOf(desired)} at most: nobody scaled in ${seconds(surgeStoppedMs - surgeStartedMs)}`,
        remedy: `in a second terminal, while the drill waits: kubectl scale deployment/app-1-2-2-1 --replicas=${PODS_AFTER}`,
      };
    },
  );
}

/**
 * Where four pods fall behind with less CPU than was measured to be enough, it is the nodes that have no more
 * of it.
 */
export function nodesHaveTheCpu(timeline: Surge): Check {
  return checkFacts(
    'the nodes have the CPU that the users need',
    timeline,
    ['calm', 'served', 'demand'],
    ({ calm, served, demand }) => {
      const felt = feltBetween(timeline, served.fromMs, served.untilMs);
      const isBehind = felt.shed + felt.lost > 0 || (felt.p99Ms ?? 0) > boundOf(p99Of(timeline, calm));
      const used = meanMillicores(timeline.usage, served.fromMs, served.untilMs);
      return {
        passed: !isBehind || used >= LEAST_SHARE_OF_CPU * demand.millicores,
        expected: `about ${Math.round(demand.millicores)}m for ${PODS_AFTER} pods, within their limits`,
        actual: isBehind ? `they fall behind with ${Math.round(used)}m` : `${Math.round(used)}m`,
        remedy:
          'something else uses the CPU of these nodes: kubectl top node; close what is busy on this machine, or give the cluster more CPU',
      };
    },
  );
}

export function nothingShed(timeline: Surge): Check {
  const shed = timeline.requests.filter(({ status }) => status === 503).length;
  return check('requests shed = 0', shed === 0, {
    expected: '0 answers of 503',
    actual: String(shed),
    remedy: 'pods came too late or are too small: see in the report when they were ready, and their CPU',
  });
}

export function p99NearTheCalm(timeline: Surge): Check {
  return checkFacts(
    `with ${PODS_AFTER} pods and all users p99 is near that of the calm`,
    timeline,
    ['calm', 'served'],
    ({ calm, served }) => {
      const before = p99Of(timeline, calm);
      const after = p99Of(timeline, served);
      const bound = boundOf(before);
      return {
        passed: before !== null && after !== null && after <= bound,
        expected: `${milliseconds(bound)} at most: ${P99_FACTOR} times the calm, or ${LEAST_BOUND_MS} ms`,
        actual:
          before === null || after === null
            ? 'no answers'
            : `${milliseconds(before)} -> ${milliseconds(after)}`,
        remedy: 'the nodes have no CPU to spare for more pods: kubectl top node; kubectl get pods -o wide',
      };
    },
  );
}

export function sameConfiguration(timeline: Surge): Check {
  return checkFacts(
    'every added pod has the configuration of the first',
    timeline,
    ['configDigests'],
    (facts) => {
      const digests = Object.entries(facts.configDigests);
      const first = digests[0]?.[1] ?? null;
      const others = digests.filter(([, digest]) => digest !== first);
      const passed = digests.length >= PODS_AFTER && first !== null && others.length === 0;
      return {
        passed,
        expected: `${PODS_AFTER} pods, one configDigest in GET /info`,
        actual:
          others.length > 0
            ? others
                .map(([pod, digest]) => `${pod} has ${digest ?? 'none'}, others ${first ?? 'none'}`)
                .join(', ')
            : `${digests.length} pods, ${first ?? 'none told'}`,
        remedy:
          first === null
            ? 'an image that tells it in GET /info: npm run images, and load them'
            : 'the pods differ in their environment: kubectl rollout restart deployment/app-1-2-2-1 after a change of a ConfigMap or Secret',
      };
    },
  );
}

function boundOf(calmMs: number | null): number {
  return Math.max(LEAST_BOUND_MS, P99_FACTOR * (calmMs ?? 0));
}

export function p99Of(timeline: Surge, period: Period | undefined): number | null {
  return period === undefined ? null : latencyP99(requestsBetween(timeline, period.fromMs, period.untilMs));
}

export function milliseconds(value: number): string {
  return `${Math.round(value)} ms`;
}
