import { endOf } from '../../../drills/cluster/history.ts';
import { podEnds } from '../../../drills/judging/pod-ends.ts';
import type { ClusterChange, Timeline } from '../../../drills/timeline.ts';
import { answering, changing, withFacts } from './judged.ts';
import { requestRecord } from './request-record.ts';

/** Edits for every recording: they select a pod, a request or a time by its state, never by its name. */

/** Adds these objects as the last changes of the watches. */
export function endingWith(timeline: Timeline, ...objects: ClusterChange['object'][]): Timeline {
  const atMs = timeline.changes.at(-1)?.atMs ?? 0;
  const changes = objects.map((object) => ({ atMs, type: 'MODIFIED' as const, object }));
  return { ...timeline, changes: [...timeline.changes, ...changes] };
}

/** A copy, to be changed. */
export function lastOf(timeline: Timeline, kind: string): ClusterChange['object'] {
  return structuredClone(timeline.changes.findLast(({ object }) => object.kind === kind)?.object);
}

/** At the end, no pod is a ready endpoint for a moment. */
export function withoutEndpointsForAMoment(timeline: Timeline): Timeline {
  const slice = lastOf(timeline, 'EndpointSlice');
  const without = structuredClone(slice);
  for (const { conditions } of without.endpoints) conditions.ready = false;
  return endingWith(timeline, without, slice);
}

export function withOneEndpointLessForAMoment(timeline: Timeline): Timeline {
  const slice = lastOf(timeline, 'EndpointSlice');
  const without = structuredClone(slice);
  without.endpoints.find(
    ({ conditions }: { conditions: { ready: boolean } }) => conditions.ready,
  ).conditions.ready = false;
  return endingWith(timeline, without, slice);
}

export function withOneEndpointMoreAtTheStart(timeline: Timeline): Timeline {
  const index = timeline.changes.findIndex(({ object }) => object.kind === 'EndpointSlice');
  const more = structuredClone(timeline.changes[index]);
  if (more === undefined) throw new Error('the recording has no EndpointSlice');
  more.object.endpoints.push({ ...more.object.endpoints[0], targetRef: { name: 'one-more' } });
  return { ...timeline, changes: timeline.changes.toSpliced(index, 0, more) };
}

export function withEndpointsKeptFrom(timeline: Timeline, atMs = Infinity): Timeline {
  return changing(timeline, (one) => (one.atMs > atMs && one.object.kind === 'EndpointSlice' ? null : one));
}

/** Its container is restarted at the end. */
export function restarting(timeline: Timeline, name: string): Timeline {
  const pod: ClusterChange['object'] = structuredClone(endOf(timeline).pod(name));
  pod.status.containerStatuses[0].restartCount += 1;
  return endingWith(timeline, pod);
}

export function restartingAnyBut(timeline: Timeline, excepted: unknown): Timeline {
  const names = endOf(timeline)
    .pods()
    .map(({ metadata }) => metadata?.name ?? '');
  return restarting(timeline, names.find((name) => name !== excepted) ?? '');
}

export function losingOne(timeline: Timeline): Timeline {
  const chosen = timeline.requests.find(({ lane, outcome }) => lane === 'fresh' && outcome === 'ok');
  return answering(timeline, (one) => (one === chosen ? { ...one, outcome: '5xx', status: 500 } : one));
}

/** The record of the last request but one is missing: the last has the number after. */
export function missingOne(timeline: Timeline): Timeline {
  const last = lastNumber(timeline);
  return answering(timeline, (one) => (one.number === last ? { ...one, number: last + 1 } : one));
}

/** A slow request is being worked on when the first pod is told to stop, and is never answered. */
export function losingOneInFlight(timeline: Timeline): Timeline {
  const sigtermMs = podEnds(timeline).find((end) => end.sigtermMs !== null)?.sigtermMs;
  if (sigtermMs == null) throw new Error('the recording has no pod that was told to stop');
  const lost = requestRecord({
    number: lastNumber(timeline) + 1,
    lane: 'slow',
    scheduledMs: sigtermMs - 1000,
    latencyMs: 2000,
    outcome: 'reset',
    status: null,
    pod: null,
    version: null,
  });
  return { ...timeline, requests: [...timeline.requests, lost] };
}

/** Sets the pods' own counts to those of these requests. */
export function recounted(timeline: Timeline): Timeline {
  const answersCounted: Record<string, number> = {};
  for (const { pod, status } of timeline.requests)
    if (pod !== null && status !== null) answersCounted[pod] = (answersCounted[pod] ?? 0) + 1;
  return withFacts(timeline, { answersCounted });
}

/** A pod counted one answer less than the client had from it. */
export function countingOneLess(timeline: Timeline): Timeline {
  const { answersCounted = {} } = recounted(timeline).facts;
  const [pod = ''] = Object.keys(answersCounted);
  return withFacts(timeline, {
    answersCounted: { ...answersCounted, [pod]: (answersCounted[pod] ?? 0) - 1 },
  });
}

function lastNumber({ requests }: Timeline): number {
  return requests.reduce((most, { number }) => Math.max(most, number), 0);
}
