import { message } from '../../messages/all.ts';
import { endOf, snapshotsOf } from '../cluster/history.ts';
import type { V1Pod } from '../cluster/objects.ts';
import { refuseUnpullableImages, restart, setImage } from '../cluster/rollout.ts';
import { type ClusterState, imageOf, isReady, isTerminating } from '../cluster/state.ts';
import type { Drill } from '../drill.ts';
import { countedAtBothEnds } from '../judging/both-ends.ts';
import { check, checkFacts, present, seconds, secondsBetween } from '../judging/check.ts';
import { neverFewerReady } from '../judging/endpoints.ts';
import { inFlightAnswered } from '../judging/in-flight.ts';
import { fewestDesired } from '../judging/replicas.ts';
import { countBy } from '../judging/traffic.ts';
import { verdictOf } from '../judging/verdict.ts';
import { restoreImageLater } from '../run/template-cleanup.ts';
import type { Check, Text, Timeline, Verdict } from '../timeline.ts';

export type RollingUpdateFacts = {
  readonly image: string;
  readonly imageSetMs: number;
};

export const rollingUpdate: Drill<RollingUpdateFacts> = {
  name: 'rolling-update',
  summary: message('rolling-update.summary'),
  timeoutSeconds: 240,
  isQuick: true,
  afterSeconds: 10,
  slowRequests: true,
  countsAnswers: true,
  needs: { image: (options) => options.imageUpdate },
  rights: [{ verb: 'patch', resource: 'deployments.apps' }],
  judge: judgeRollingUpdate,

  async run(run) {
    const { options } = run.setup;
    const image = options.imageUpdate;
    await restoreImageLater(run);
    run.fact('image', image);
    run.fact('imageSetMs', run.action(message('failed-update.setImage', { image })));
    await setImage(run.setup, image);
    await run.until(message('rolling-update.toRun', { image }), (state) => {
      refuseUnpullableImages(state.pods());
      return state.isRolledOut() && state.pods().every((pod) => imageOf(pod) === image);
    });
  },

  async repeat(run, waitingFor) {
    const before = run.state.podNames();
    run.action(message('rolling-update.restarted'));
    await restart(run.setup);
    await run.until(
      waitingFor,
      (state) => state.isRolledOut() && state.podNames().every((pod) => !before.includes(pod)),
    );
  },
};

/** Old pods may still answer for this long after the rollout: kube-proxy is late, and they drain. */
const PROPAGATION_MS = 2000;

export function judgeRollingUpdate(timeline: Timeline<RollingUpdateFacts>): Verdict {
  const { image, imageSetMs, repeatedMs = Infinity } = timeline.facts;
  const end = observe(timeline, image);
  const desired = fewestDesired(timeline)(timeline.durationMs);
  const { firstNewMs, lastOldMs } = answersByRelease(timeline, image);
  // Updates that `--until` repeats do not count for the duration.
  const firstUpdate = timeline.changes.filter(({ atMs }) => atMs < repeatedMs);
  const { completeMs } = observe({ ...timeline, changes: firstUpdate }, image);
  const completeIn = secondsBetween(imageSetMs, completeMs);
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
      [message('figure.setToNewAnswer'), secondsBetween(imageSetMs, firstNewMs)],
      [message('figure.setToOldAnswer'), secondsBetween(imageSetMs, lastOldMs)],
      [message('figure.versions'), versionsSeen(timeline)],
    ]),
  });
}

function versionsSeen({ requests }: Timeline): Text {
  const counts = countBy(requests, ({ version }) => version);
  if (counts.size === 0) return message('restarts.none');
  const items = [...counts].map(([version, count]) => message('rolling-update.seen', { version, count }));
  return message('list', { items });
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
    const surplus = pods.length > (state.deployment()?.spec.replicas ?? pods.length);
    completeMs = pods.length > 0 && pods.every(isUpdated) && !surplus ? (completeMs ?? atMs) : null;
  }
  const pods = staying(endOf(timeline));
  return {
    updated: pods.filter(isUpdated),
    others: pods.filter((pod) => !isUpdated(pod)),
    completeMs,
  };
}

function staying(state: ClusterState): V1Pod[] {
  return state.pods().filter((pod) => !isTerminating(pod));
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

/** Judges by the answers that clients received. */
function answersAreNew(timeline: Timeline, end: End): Check {
  const newPods = new Set(end.updated.map((pod) => pod.metadata.name));
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
      fromMs === null
        ? message('rolling-update.seeRolloutStatus')
        : late.length === 0
          ? message('rolling-update.noTrafficAfter')
          : message('rolling-update.seeEndpointSlices'),
  });
}

function describe(updated: number, image: string, others: readonly V1Pod[]): Text {
  const rest = others.map((pod) =>
    message(isReady(pod) ? 'rolling-update.podReady' : 'rolling-update.podNotReady', {
      pod: pod.metadata.name,
      image: imageOf(pod),
    }),
  );
  return message('list', { items: [message('rolling-update.ready', { count: updated, image }), ...rest] });
}
