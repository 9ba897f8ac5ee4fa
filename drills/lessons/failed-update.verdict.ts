import { ClusterState, imageOf } from '../cluster/state.ts';
import { check, numberFact, seconds, textFact, verdictOf } from '../judging/verdict.ts';
import type { Check, Timeline, Verdict } from '../timeline.ts';
import { neverFewerReady } from './rolling-update.verdict.ts';

export function judgeFailedUpdate(timeline: Timeline): Verdict {
  const image = textFact(timeline, 'image') ?? 'the failing image';
  const desired = numberFact(timeline, 'replicasAtStart') ?? 2;
  const setMs = numberFact(timeline, 'imageSetMs') ?? 0;
  const undoneMs = numberFact(timeline, 'undoneMs');
  const { deadlineMs, restoredMs } = observe(timeline, image);
  return verdictOf(
    timeline,
    [
      neverFewerReady(timeline, desired),
      badPodsNeverAnswer(timeline, image),
      check('ProgressDeadlineExceeded is seen', deadlineMs !== null, {
        expected: 'condition Progressing False, reason ProgressDeadlineExceeded',
        actual: deadlineMs === null ? 'not seen' : `${seconds(deadlineMs - setMs)} after the image was set`,
        remedy: 'progressDeadlineSeconds of the Deployment (default 600) must be shorter than --timeout',
      }),
      undoIsComplete(timeline, image, undoneMs, restoredMs),
    ],
    {
      ...(deadlineMs === null ? {} : { 'image set to deadline exceeded': seconds(deadlineMs - setMs) }),
      ...(undoneMs === null || restoredMs === null
        ? {}
        : { 'undo to old revision restored': seconds(restoredMs - undoneMs) }),
    },
  );
}

function badPodsNeverAnswer(timeline: Timeline, image: string): Check {
  const bad = new Set<string>();
  for (const { object } of timeline.changes) {
    if (object.kind === 'Pod' && imageOf(object) === image) bad.add(object.metadata.name);
  }
  const answers = timeline.requests.filter((request) => request.pod !== null && bad.has(request.pod));
  return check('only old pods serve', answers.length === 0, {
    expected: `no answer from a pod with ${image}`,
    actual: `${answers.length} answers from ${bad.size} such pods`,
    remedy: 'the failing release became ready: its readiness probe must fail',
  });
}

/** By replica counts: right after an undo the conditions still tell of the failed rollout. */
function undoIsComplete(
  timeline: Timeline,
  image: string,
  undoneMs: number | null,
  restoredMs: number | null,
): Check {
  const state = new ClusterState();
  for (const change of timeline.changes) state.apply(change);
  const deployment = state.deployment();
  const status = deployment?.status;
  const bad = replicasWith(state, image);
  return check('undo restores the old revision', undoneMs !== null && restoredMs !== null, {
    expected: `updated = replicas = ready = ${deployment?.spec?.replicas ?? 'desired'} on the old revision, the failed one at 0`,
    actual:
      undoneMs === null
        ? 'the undo was never done'
        : `updated ${status?.updatedReplicas ?? 0}, replicas ${status?.replicas ?? 0}, ready ${status?.readyReplicas ?? 0}, failed revision ${bad}`,
    remedy: 'kubectl rollout history deployment/app-1-2-2-1, then kubectl rollout undo --to-revision=N',
  });
}

function observe(
  timeline: Timeline,
  image: string,
): { deadlineMs: number | null; restoredMs: number | null } {
  const undoneMs = numberFact(timeline, 'undoneMs') ?? Number.POSITIVE_INFINITY;
  const state = new ClusterState();
  let deadlineMs: number | null = null;
  let restoredMs: number | null = null;
  for (const change of timeline.changes) {
    state.apply(change);
    if (deadlineExceeded(state)) deadlineMs ??= change.atMs;
    if (change.atMs < undoneMs || !oldRevisionServes(state, image)) restoredMs = null;
    else restoredMs ??= change.atMs;
  }
  return { deadlineMs, restoredMs };
}

export function deadlineExceeded(state: ClusterState): boolean {
  return (
    state
      .deployment()
      ?.status?.conditions?.some(
        (condition) =>
          condition.type === 'Progressing' &&
          condition.status === 'False' &&
          condition.reason === 'ProgressDeadlineExceeded',
      ) ?? false
  );
}

export function oldRevisionServes(state: ClusterState, image: string): boolean {
  const deployment = state.deployment();
  const desired = deployment?.spec?.replicas;
  const status = deployment?.status;
  const old = state
    .replicaSets()
    .find((one) => one.spec?.replicas === desired && one.status?.readyReplicas === desired);
  return (
    status !== undefined &&
    status.observedGeneration === deployment?.metadata?.generation &&
    status.updatedReplicas === desired &&
    status.replicas === desired &&
    status.readyReplicas === desired &&
    old !== undefined &&
    old.spec?.template?.spec?.containers.every((container) => container.image !== image) === true &&
    replicasWith(state, image) === 0
  );
}

function replicasWith(state: ClusterState, image: string): number {
  return state
    .replicaSets()
    .filter((one) => one.spec?.template?.spec?.containers.some((container) => container.image === image))
    .reduce((sum, one) => sum + Math.max(one.spec?.replicas ?? 0, one.status?.replicas ?? 0), 0);
}
