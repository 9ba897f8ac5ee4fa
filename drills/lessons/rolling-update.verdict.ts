import { message } from '../../messages/drills.ts';
import { endOf, snapshotsOf } from '../cluster/history.ts';
import type { V1Pod } from '../cluster/objects.ts';
import { type ClusterState, imageOf, isLeaving, isReady } from '../cluster/state.ts';
import { countedAtBothEnds } from '../judging/both-ends.ts';
import { check, checkFacts, present, seconds } from '../judging/check.ts';
import { neverFewerReady } from '../judging/endpoints.ts';
import { inFlightAnswered } from '../judging/in-flight.ts';
import { fewestDesired } from '../judging/replicas.ts';
import { verdictOf } from '../judging/verdict.ts';
import type { Check, Text, Timeline, Verdict } from '../timeline.ts';

/** kube-proxy and draining pods get this long after the rollout. */
const PROPAGATION_MS = 2000;

export type RollingUpdateFacts = {
  readonly image: string;
  readonly imageSetMs: number;
};

export function judgeRollingUpdate(timeline: Timeline<RollingUpdateFacts>): Verdict {
  const { imageSetMs } = timeline.facts;
  const end = observe(timeline, timeline.facts.image);
  const desired = fewestDesired(timeline)(timeline.durationMs);
  const answers = answersByRelease(timeline, timeline.facts.image);
  const sinceSet = (atMs: number | null) =>
    atMs === null || imageSetMs === undefined ? null : seconds(atMs - imageSetMs);
  const { repeatedMs = Infinity } = timeline.facts;
  const first = observe(until(timeline, repeatedMs), timeline.facts.image);
  const completeIn = sinceSet(first.completeMs);
  return verdictOf(timeline, {
    headline: completeIn === null ? '' : message('rolling-update.complete', { time: completeIn }),
    checks: [
      checkFacts(
        message('rolling-update.allRunTheNewVersion'),
        timeline,
        ['image', 'replicasAtStart'],
        ({ image }) => ({
          passed: end.others.length === 0 && end.updated.length >= desired,
          expected: message('rolling-update.atLeastReady', { count: desired, image }),
          actual: describe(end.updated.length, image, end.others),
          remedy: message('rolling-update.seeRolloutStatus'),
        }),
      ),
      answersAreNew(timeline, end),
      neverFewerReady(timeline),
      inFlightAnswered(timeline),
      countedAtBothEnds(timeline),
    ],
    figures: present([
      [message('figure.setToComplete'), completeIn],
      [message('figure.setToNewAnswer'), sinceSet(answers.firstNewMs)],
      [message('figure.setToOldAnswer'), sinceSet(answers.lastOldMs)],
      [message('figure.versions'), versionsSeen(timeline)],
    ]),
  });
}

export function versionsSeen(timeline: Timeline): Text {
  const counts = new Map<string, number>();
  for (const { version } of timeline.requests) {
    if (version !== null) counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  return [...counts].map(([version, count]) => `${version}: ${count}`).join(', ') || message('restarts.none');
}

interface End {
  readonly updated: readonly V1Pod[];
  /** Pods with another image, or not ready. */
  readonly others: readonly V1Pod[];
  /** When the last pod of the old version stopped being an endpoint and the new ones were all ready. */
  readonly completeMs: number | null;
}

function observe(timeline: Timeline, image: string | undefined): End {
  const isUpdated = (pod: V1Pod) => imageOf(pod) === image && isReady(pod);
  let completeMs: number | null = null;
  for (const { atMs, state } of snapshotsOf(timeline)) {
    const pods = staying(state);
    const surplus = pods.length > (state.deployment()?.spec?.replicas ?? pods.length);
    completeMs = pods.length > 0 && pods.every(isUpdated) && !surplus ? (completeMs ?? atMs) : null;
  }
  const pods = staying(endOf(timeline));
  return {
    updated: pods.filter(isUpdated),
    others: pods.filter((pod) => !isUpdated(pod)),
    completeMs,
  };
}

/** What `--until` repeats is no part of how long the update took. */
function until(timeline: Timeline, untilMs: number): Timeline {
  return { ...timeline, changes: timeline.changes.filter(({ atMs }) => atMs < untilMs) };
}

function staying(state: ClusterState): V1Pod[] {
  return state.pods().filter((pod) => !isLeaving(pod));
}

/** When a client first had an answer of the new image, and last one of the old. */
function answersByRelease(
  timeline: Timeline,
  image: string | undefined,
): { firstNewMs: number | null; lastOldMs: number | null } {
  const updated = new Set(
    timeline.changes
      .filter(({ object }) => object.kind === 'Pod' && imageOf(object) === image)
      .map(({ object }) => object.metadata.name as string),
  );
  let firstNewMs: number | null = null;
  let lastOldMs: number | null = null;
  for (const { pod, outcome, scheduledMs, latencyMs } of timeline.requests) {
    if (pod === null || outcome !== 'ok') continue;
    const atMs = scheduledMs + latencyMs;
    if (updated.has(pod)) firstNewMs = Math.min(firstNewMs ?? atMs, atMs);
    else lastOldMs = Math.max(lastOldMs ?? atMs, atMs);
  }
  return { firstNewMs, lastOldMs };
}

/** What clients see is the proof. */
function answersAreNew(timeline: Timeline, end: End): Check {
  const newPods = new Set(end.updated.map((pod) => pod.metadata?.name));
  const fromMs = end.completeMs === null ? null : end.completeMs + PROPAGATION_MS;
  const late = timeline.requests.filter(
    (request) =>
      fromMs !== null && request.lane === 'fresh' && request.scheduledMs >= fromMs && request.pod !== null,
  );
  const old = late.filter((request) => !newPods.has(request.pod ?? ''));
  return check(message('rolling-update.onlyNewAnswersAfter'), late.length > 0 && old.length === 0, {
    expected: message('rolling-update.everyAnswerFromNewPod'),
    actual:
      fromMs === null
        ? message('rolling-update.notComplete')
        : message('rolling-update.answers', {
            count: late.length - old.length,
            all: late.length,
            time: seconds(fromMs),
          }),
    remedy:
      late.length === 0
        ? message('rolling-update.noTrafficAfter')
        : message('rolling-update.seeEndpointSlices'),
  });
}

function describe(updated: number, image: string, others: readonly V1Pod[]): Text {
  const rest = others.map((pod) =>
    message(isReady(pod) ? 'rolling-update.podReady' : 'rolling-update.podNotReady', {
      pod: pod.metadata?.name ?? '',
      image: imageOf(pod) ?? '',
    }),
  );
  return message('list', { items: [message('rolling-update.ready', { count: updated, image }), ...rest] });
}
