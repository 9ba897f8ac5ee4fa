import { message } from '../../messages/all.ts';
import { endOf, snapshotsOf } from '../cluster/history.ts';
import type { V1Deployment } from '../cluster/objects.ts';
import { refuseUnpullableImages, setImage, undoRollout } from '../cluster/rollout.ts';
import { type ClusterState, imageOf } from '../cluster/state.ts';
import type { Drill } from '../drill.ts';
import { check, checkFacts, present, secondsBetween } from '../judging/check.ts';
import { neverFewerReady } from '../judging/endpoints.ts';
import { inFlightAnswered } from '../judging/in-flight.ts';
import { verdictOf } from '../judging/verdict.ts';
import { restoreImageLater } from '../run/template-cleanup.ts';
import type { Check, Timeline, Verdict } from '../timeline.ts';

export type FailedUpdateFacts = {
  readonly image: string;
  readonly imageSetMs: number;
  readonly undoneMs: number;
};

export const failedUpdate: Drill<FailedUpdateFacts> = {
  name: 'failed-update',
  summary: message('failed-update.summary'),
  timeoutSeconds: (found) => progressDeadlineSeconds(found) + 240,
  afterSeconds: 5,
  slowRequests: true,
  needs: { image: (options) => options.imageError },
  rights: [{ verb: 'patch', resource: 'deployments.apps' }],
  judge: judgeFailedUpdate,

  async run(run) {
    const { options, found } = run.setup;
    const image = options.imageError;
    await restoreImageLater(run);
    run.fact('image', image);
    run.fact('imageSetMs', run.action(message('failed-update.setImage', { image })));
    await setImage(run.setup, image);
    await run.until(message('failed-update.podToAppear', { image }), (state) =>
      state.pods().some((pod) => imageOf(pod) === image),
    );
    await run.until(
      message('failed-update.deadlineToBeExceeded', { time: progressDeadlineSeconds(found) }),
      (state) => {
        refuseUnpullableImages(state.pods());
        return deadlineExceeded(state);
      },
    );
    run.fact('undoneMs', run.action(message('failed-update.undone')));
    const revision = await undoRollout(run.setup);
    run.note(message('failed-update.backToRevision', { revision: `${revision}` }));
    await run.until(message('failed-update.oldToBeRestored'), (state) => oldRevisionServes(state, image));
  },
};

function progressDeadlineSeconds({ spec }: V1Deployment): number {
  return spec.progressDeadlineSeconds ?? 600;
}

export function judgeFailedUpdate(timeline: Timeline<FailedUpdateFacts>): Verdict {
  const { image, imageSetMs, undoneMs } = timeline.facts;
  const { deadlineMs, restoredMs } = observe(timeline);
  const deadline = secondsBetween(imageSetMs, deadlineMs);
  const restored = secondsBetween(undoneMs, restoredMs);
  return verdictOf(timeline, {
    // Containers of the failing release may restart again and again.
    mayRestart: (pod) => imageOf(pod) === image,
    headline:
      deadline === null
        ? ''
        : restored === null
          ? message('failed-update.deadlineAfter', { time: deadline })
          : message('failed-update.deadlineAfterRestored', { time: deadline, restored }),
    checks: [
      neverFewerReady(timeline),
      failingPodsNeverAnswer(timeline),
      checkFacts(message('failed-update.deadlineIsSeen'), timeline, ['imageSetMs'], () => ({
        passed: deadline !== null,
        expected: message('failed-update.progressingIsFalse'),
        actual:
          deadline === null
            ? message('failed-update.notSeen')
            : message('failed-update.afterImageSet', { time: deadline }),
        remedy: message('failed-update.deadlineBelowTimeout'),
      })),
      undoIsComplete(timeline, restoredMs),
      inFlightAnswered(timeline),
    ],
    figures: present([
      [message('figure.setToDeadline'), deadline],
      [message('figure.undoToRestored'), restored],
    ]),
  });
}

function failingPodsNeverAnswer(timeline: Timeline<FailedUpdateFacts>): Check {
  return checkFacts(message('failed-update.onlyOldPodsServe'), timeline, ['image'], ({ image }) => {
    const failing = new Set<string>();
    for (const { object } of timeline.changes) {
      if (object.kind === 'Pod' && imageOf(object) === image) failing.add(object.metadata.name);
    }
    const answers = timeline.requests.filter(({ pod }) => pod !== null && failing.has(pod));
    return {
      // Without a failing pod the check would prove nothing.
      passed: failing.size === 0 ? null : answers.length === 0,
      expected: message('failed-update.noAnswerFromFailed', { image }),
      actual:
        failing.size === 0
          ? message('check.notChecked', { reason: message('failed-update.noFailedPod', { image }) })
          : message('failed-update.answersFromFailed', { count: answers.length, pods: failing.size }),
      remedy: message('failed-update.failingReleaseIsReady'),
    };
  });
}

/** Judges by replica counts: right after an undo the conditions still tell of the failed rollout. */
function undoIsComplete(timeline: Timeline<FailedUpdateFacts>, restoredMs: number | null): Check {
  const name = message('failed-update.undoRestores');
  const state = endOf(timeline);
  const { spec, status } = state.deployment() ?? {};
  const expected = message('failed-update.restoredReplicas', { count: spec?.replicas ?? '?' });
  const remedy = message('failed-update.undoByHand');
  if (timeline.facts.undoneMs === undefined)
    return check(name, false, { expected, actual: message('failed-update.notUndone'), remedy });
  return checkFacts(name, timeline, ['image'], ({ image }) => ({
    passed: restoredMs !== null,
    expected,
    actual: message('failed-update.replicaCounts', {
      updated: status?.updatedReplicas ?? 0,
      replicas: status?.replicas ?? 0,
      ready: status?.readyReplicas ?? 0,
      failed: replicasWith(state, image),
    }),
    remedy,
  }));
}

function observe(timeline: Timeline<FailedUpdateFacts>): {
  deadlineMs: number | null;
  restoredMs: number | null;
} {
  const { image, undoneMs = Number.POSITIVE_INFINITY } = timeline.facts;
  let deadlineMs: number | null = null;
  let restoredMs: number | null = null;
  for (const { atMs, state } of snapshotsOf(timeline)) {
    if (deadlineExceeded(state)) deadlineMs ??= atMs;
    if (image === undefined || atMs < undoneMs || !oldRevisionServes(state, image)) restoredMs = null;
    else restoredMs ??= atMs;
  }
  return { deadlineMs, restoredMs };
}

export function deadlineExceeded(state: ClusterState): boolean {
  const conditions = state.deployment()?.status.conditions ?? [];
  return conditions.some(
    ({ type, status, reason }) =>
      type === 'Progressing' && status === 'False' && reason === 'ProgressDeadlineExceeded',
  );
}

export function oldRevisionServes(state: ClusterState, image: string): boolean {
  const deployment = state.deployment();
  if (deployment === undefined) return false;
  const { metadata, spec, status } = deployment;
  const desired = spec.replicas;
  return (
    status.observedGeneration === metadata.generation &&
    status.updatedReplicas === desired &&
    status.replicas === desired &&
    status.readyReplicas === desired &&
    state
      .replicaSets()
      .some((one) => one.spec.replicas === desired && one.status.readyReplicas === desired) &&
    replicasWith(state, image) === 0
  );
}

function replicasWith(state: ClusterState, image: string): number {
  return state
    .replicaSets()
    .filter((one) => one.spec.template.spec.containers.some((container) => container.image === image))
    .reduce((sum, one) => sum + Math.max(one.spec.replicas, one.status.replicas), 0);
}
