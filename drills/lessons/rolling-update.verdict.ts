import type { V1Pod } from '@kubernetes/client-node';
import { ClusterState, imageOf, isLeaving, isReady } from '../cluster/state.ts';
import { fewestReady } from '../judging/endpoints.ts';
import { check, numberFact, seconds, textFact, verdictOf } from '../judging/verdict.ts';
import type { Check, Timeline, Verdict } from '../timeline.ts';

export function judgeRollingUpdate(timeline: Timeline): Verdict {
  const image = textFact(timeline, 'image') ?? 'the new image';
  const desired = numberFact(timeline, 'replicasAtStart') ?? 2;
  const setMs = numberFact(timeline, 'imageSetMs') ?? 0;
  const end = observe(timeline, image);
  return verdictOf(
    timeline,
    [
      check('all pods run the new version', end.stale.length === 0 && end.fresh.length >= desired, {
        expected: `at least ${desired} ready pods, all with ${image}`,
        actual: describe(end.fresh.length, image, end.stale),
        remedy:
          'kubectl rollout status deployment/app-1-2-2-1, then kubectl describe the pod that is not ready',
      }),
      answersAreNew(timeline, end),
      neverFewerReady(timeline, desired),
    ],
    {
      ...(end.doneMs === null ? {} : { 'image set to rollout complete': seconds(end.doneMs - setMs) }),
      'versions seen': versionsSeen(timeline),
    },
  );
}

export function neverFewerReady(timeline: Timeline, desired: number): Check {
  const fewest = fewestReady(timeline);
  return check(`never fewer than ${desired} ready`, fewest !== null && fewest.count >= desired, {
    expected: `${desired} or more ready endpoints at any time`,
    actual:
      fewest === null
        ? 'no endpoint slice of the Service was seen'
        : `${fewest.count} at ${seconds(fewest.atMs)}`,
    remedy: 'maxUnavailable: 0 in the strategy of the Deployment, and a readiness probe that tells the truth',
  });
}

export function versionsSeen(timeline: Timeline): string {
  const counts = new Map<string, number>();
  for (const { version } of timeline.requests) {
    if (version !== null) counts.set(version, (counts.get(version) ?? 0) + 1);
  }
  return [...counts].map(([version, count]) => `${version}: ${count}`).join(', ') || 'none';
}

interface End {
  readonly fresh: readonly V1Pod[];
  readonly stale: readonly V1Pod[];
  /** When the last pod of the old version stopped being an endpoint and the new ones were all ready. */
  readonly doneMs: number | null;
}

function observe(timeline: Timeline, image: string): End {
  const state = new ClusterState();
  let doneMs: number | null = null;
  for (const change of timeline.changes) {
    state.apply(change);
    const staying = state.pods().filter((pod) => !isLeaving(pod));
    const done = staying.length > 0 && staying.every((pod) => imageOf(pod) === image && isReady(pod));
    const surplus = staying.length > (state.deployment()?.spec?.replicas ?? staying.length);
    if (!done || surplus) doneMs = null;
    else doneMs ??= change.atMs;
  }
  const staying = state.pods().filter((pod) => !isLeaving(pod));
  return {
    fresh: staying.filter((pod) => imageOf(pod) === image && isReady(pod)),
    stale: staying.filter((pod) => imageOf(pod) !== image || !isReady(pod)),
    doneMs,
  };
}

/** What clients see is the proof; kube-proxy and draining pods get two seconds. */
function answersAreNew(timeline: Timeline, end: End): Check {
  const newPods = new Set(end.fresh.map((pod) => pod.metadata?.name));
  const fromMs = end.doneMs === null ? null : end.doneMs + 2000;
  const late = timeline.requests.filter(
    (request) =>
      fromMs !== null && request.lane === 'fresh' && request.scheduledMs >= fromMs && request.pod !== null,
  );
  const old = late.filter((request) => !newPods.has(request.pod ?? ''));
  return check('after the rollout only the new version answers', late.length > 0 && old.length === 0, {
    expected: 'every answer from a new pod',
    actual:
      fromMs === null
        ? 'the rollout did not complete'
        : `${late.length - old.length} of ${late.length} answers from ${seconds(fromMs)} on`,
    remedy:
      late.length === 0
        ? 'no traffic after the rollout: raise --after or --timeout'
        : 'a pod of the old version still gets traffic: see the endpoint slices of the Service',
  });
}

function describe(fresh: number, image: string, stale: readonly V1Pod[]): string {
  const others = stale.map(
    (pod) => `${pod.metadata?.name} ${isReady(pod) ? 'ready' : 'not ready'} with ${imageOf(pod)}`,
  );
  return [`${fresh} ready with ${image}`, ...others].join(', ');
}
