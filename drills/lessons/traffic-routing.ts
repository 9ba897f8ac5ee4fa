import { message } from '../../messages/all.ts';
import { snapshotsOf } from '../cluster/history.ts';
import { type ClusterState, isReady } from '../cluster/state.ts';
import { DrillFailure } from '../drill-failure.ts';
import type { Drill } from '../drill.ts';
import { countedAtBothEnds } from '../judging/both-ends.ts';
import { randomChoiceRange } from '../judging/chance.ts';
import { check, checkFacts, present, secondsBetween } from '../judging/check.ts';
import { type ReadyPeriod, readyPeriods } from '../judging/endpoints.ts';
import { inFlightAnswered } from '../judging/in-flight.ts';
import { countBy, firstAnswerMs, requestsBetween } from '../judging/traffic.ts';
import { verdictOf } from '../judging/verdict.ts';
import type { DrillRun } from '../run/drill-run.ts';
import { untilOrRefused } from '../run/refusal-watch.ts';
import type { Check, Timeline, Verdict } from '../timeline.ts';

export type TrafficRoutingFacts = {
  readonly deletedPod: string;
};

export const trafficRouting: Drill<TrafficRoutingFacts> = {
  name: 'traffic-routing',
  summary: message('traffic-routing.summary'),
  timeoutSeconds: 120,
  isQuick: true,
  // Long enough for a thousand requests to show the shares.
  afterSeconds: 20,
  slowRequests: true,
  countsAnswers: true,
  needs: {},
  rights: [{ verb: 'delete', resource: 'pods' }],
  judge: judgeTrafficRouting,

  async run(run) {
    const [pod] = run.state.podNames();
    if (pod === undefined) throw new DrillFailure(message('traffic-routing.noPod'), 'kubectl get pods');
    run.fact('deletedPod', pod);
    await deletePod(run, pod);
    run.cleanups.add({
      done: message('traffic-routing.isReplaced', { pod }),
      left: message('traffic-routing.isNotReplaced', { pod }),
      remedy: `kubectl rollout status deployment/${run.setup.workload.deployment}`,
      run: (signal) => untilOrRefused(run, isReplaced(pod), signal),
    });
    await run.until(message('traffic-routing.replacementToBeReady', { pod }), isReplaced(pod));
  },

  async repeat(run, waitingFor) {
    const pod = run.anyPod();
    await deletePod(run, pod);
    await run.until(waitingFor, isReplaced(pod));
  },
};

async function deletePod(run: DrillRun<TrafficRoutingFacts>, pod: string): Promise<void> {
  run.action(message('traffic-routing.deleted', { pod }));
  await run.setup.api.delete(`/api/v1/namespaces/${run.setup.namespace}/pods/${pod}`);
}

function isReplaced(pod: string): (state: ClusterState) => boolean {
  return (state) => state.pod(pod) === undefined && state.isRolledOut();
}

/** Shares count after this: kube-proxy writes its rules once a second, and requests under way finish. */
const PROPAGATION_MS = 1500;
/** With fewer requests the range of random choice is so wide that the check would prove nothing. */
const FEWEST_JUDGED_REQUESTS = 40;
const RARITY = 0.01;

interface Share {
  readonly pod: string;
  readonly count: number;
  readonly period: ReadyPeriod;
  readonly requests: number;
}

export function judgeTrafficRouting(timeline: Timeline<TrafficRoutingFacts>): Verdict {
  const periods = readyPeriods(timeline);
  const shares = periods.flatMap((period) => sharesIn(timeline, period));
  const replacement = findReplacement(timeline);
  const answered = answersByPod(timeline);
  const answers = replacement === null ? 0 : (answered.get(replacement.pod) ?? 0);
  const firstMs = replacement && firstAnswerMs(timeline, replacement.pod, replacement.deletedMs);
  const readyIn = secondsBetween(replacement?.deletedMs, replacement?.readyMs);
  return verdictOf(timeline, {
    headline: readyIn === null ? '' : message('traffic-routing.replaced', { time: readyIn }),
    checks: [
      inFlightAnswered(timeline),
      countedAtBothEnds(timeline),
      everyReadyPodAnswers(shares),
      sharesAreRandom(shares),
      checkFacts(
        message('traffic-routing.replacementServes'),
        timeline,
        ['deletedPod'],
        ({ deletedPod }) => ({
          passed: answers > 0,
          expected: message('traffic-routing.newPodReady', { pod: deletedPod }),
          actual:
            replacement === null
              ? message('traffic-routing.noNewPod')
              : message('traffic-routing.answeredRequests', { pod: replacement.pod, count: answers }),
          remedy:
            replacement === null
              ? message('traffic-routing.describeNewestPod')
              : message('traffic-routing.readyWithoutTraffic'),
        }),
      ),
    ],
    figures: present([
      ...[...answered].map(
        ([pod, count]) => [message('figure.answersOf', { pod }), message('count', { count })] as const,
      ),
      [
        message('figure.deletionToScheduled'),
        secondsBetween(replacement?.deletedMs, replacement?.scheduledMs),
      ],
      [message('figure.deletionToReady'), readyIn],
      [message('figure.deletionToAnswer'), secondsBetween(replacement?.deletedMs, firstMs)],
    ]),
  });
}

function sharesIn(timeline: Timeline, period: ReadyPeriod): Share[] {
  const counts = countBy(
    // A busy machine sends late: a request that the next period answers was routed by its endpoints.
    requestsBetween(timeline, period.fromMs + PROPAGATION_MS, period.untilMs).filter(
      ({ scheduledMs, latencyMs }) => scheduledMs + latencyMs <= period.untilMs,
    ),
    // A kept connection stays with its pod: only fresh ones are chosen anew.
    ({ lane, pod }) => (lane === 'fresh' && pod !== null && period.pods.has(pod) ? pod : null),
  );
  const requests = [...counts.values()].reduce((sum, count) => sum + count, 0);
  if (requests < FEWEST_JUDGED_REQUESTS) return [];
  return [...period.pods].map((pod) => ({ pod, count: counts.get(pod) ?? 0, period, requests }));
}

function everyReadyPodAnswers(shares: readonly Share[]): Check {
  const silent = [...new Set(shares.filter(({ count }) => count === 0).map(({ pod }) => pod))];
  const pods = new Set(shares.map((share) => share.pod));
  return check(message('traffic-routing.everyReadyPodAnswers'), shares.length > 0 && silent.length === 0, {
    expected: message('traffic-routing.oneAnswerEach'),
    actual:
      shares.length === 0
        ? message('traffic-routing.tooFewAnswered')
        : silent.length > 0
          ? message('traffic-routing.noAnswer', { pods: silent })
          : message('traffic-routing.allAnswered', { count: pods.size }),
    remedy:
      shares.length === 0
        ? message('traffic-routing.sendMoreRequests')
        : message('traffic-routing.seeAffinityAndSlices'),
  });
}

/**
 * Bonferroni: all shares together stray outside by chance in 1 run of 100, however many pods and periods
 * there are.
 */
function sharesAreRandom(shares: readonly Share[]): Check {
  const judged = shares.filter((share) => share.period.pods.size > 1);
  // The shares of a period sum up to 1: with two pods, one share tells the other.
  const independent = new Map(judged.map(({ period }) => [period, period.pods.size - 1]));
  const tests = [...independent.values()].reduce((sum, one) => sum + one, 0);
  const described = judged.map((share) => {
    const range = randomChoiceRange(share.requests, share.period.pods.size, RARITY / tests);
    const within = share.count >= range.lowest && share.count <= range.highest;
    const words = message('traffic-routing.shareInRange', {
      pod: share.pod,
      count: share.count,
      all: share.requests,
      low: range.lowest,
      high: range.highest,
    });
    return { within, words };
  });
  const outside = described.filter((one) => !one.within);
  return check(message('traffic-routing.sharesAreRandom'), tests > 0 && outside.length === 0, {
    expected: message('traffic-routing.binomialRange'),
    actual:
      tests === 0
        ? message('traffic-routing.tooFewForShares')
        : message('sentences', {
            items: (outside.length > 0 ? outside : described).map((one) => one.words),
          }),
    remedy:
      tests === 0
        ? message('traffic-routing.sendMoreRequests')
        : message('traffic-routing.seeAffinityAndPolicy'),
  });
}

interface Replacement {
  readonly pod: string;
  readonly deletedMs: number;
  readonly scheduledMs: number | null;
  readonly readyMs: number;
}

/** The first pod that was not there before the deletion and became ready. */
function findReplacement(timeline: Timeline<TrafficRoutingFacts>): Replacement | null {
  let deletedMs: number | null = null;
  const before = new Set<string>();
  const scheduled = new Map<string, number>();
  for (const { atMs, object, state } of snapshotsOf(timeline)) {
    if (object.kind !== 'Pod') continue;
    const { name, deletionTimestamp } = object.metadata;
    if (deletedMs === null) {
      if (name === timeline.facts.deletedPod && deletionTimestamp != null) deletedMs = atMs;
      before.add(name);
      continue;
    }
    const pod = state.pod(name);
    if (pod === undefined || before.has(name)) continue;
    if (pod.spec.nodeName && !scheduled.has(name)) scheduled.set(name, atMs);
    if (isReady(pod))
      return { pod: name, deletedMs, scheduledMs: scheduled.get(name) ?? null, readyMs: atMs };
  }
  return null;
}

function answersByPod({ requests }: Timeline): Map<string, number> {
  return countBy(requests, ({ pod, outcome }) => (outcome === 'ok' ? pod : null));
}
