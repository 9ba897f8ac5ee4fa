import { endOf } from '../../drills/cluster/history.ts';
import { imageOf } from '../../drills/cluster/state.ts';
import type { AutoscalingFacts } from '../../drills/lessons/autoscaling.ts';
import type { DriftFacts } from '../../drills/lessons/drift.ts';
import type { FailedUpdateFacts } from '../../drills/lessons/failed-update.ts';
import type { GracefulShutdownFacts } from '../../drills/lessons/graceful-shutdown/verdict.ts';
import type { MonitoringFacts } from '../../drills/lessons/monitoring/seen.ts';
import type { NodeDrainFacts } from '../../drills/lessons/node-drain.ts';
import type { ResizeFacts } from '../../drills/lessons/resize/verdict.ts';
import type { RollingUpdateFacts } from '../../drills/lessons/rolling-update.ts';
import type { SelfHealingFacts } from '../../drills/lessons/self-healing.ts';
import type { SurgeFacts } from '../../drills/lessons/surge/checks.ts';
import type { TrafficRoutingFacts } from '../../drills/lessons/traffic-routing.ts';
import type { Facts, Timeline } from '../../drills/timeline.ts';
import {
  countingOneLess,
  endingWith,
  lastOf,
  losingOne,
  losingOneInFlight,
  missingOne,
  recounted,
  restarting,
  restartingAnyBut,
  withEndpointsKeptFrom,
  withOneEndpointLessForAMoment,
  withOneEndpointMoreAtTheStart,
  withoutEndpointsForAMoment,
} from '../support/timelines/edits.ts';
import { answering, changing, withFacts } from '../support/timelines/judged.ts';

export type Edit<Own extends Facts = Facts> = (timeline: Timeline<Own>) => Timeline;

/** An edit that makes a check fail: alone, or with another check that always fails with it. */
type Failing<Own extends Facts = Facts> =
  | Edit<Own>
  | { readonly edit: Edit<Own>; readonly alsoFails: string; readonly because: string }
  | { readonly neverFails: string };

export type FailingChecks = Readonly<Record<string, Failing>>;

const LOST = 'lost requests = 0';
const RESTART = 'no restart that the drill did not cause';
const SHARES = 'shares lie in the 99 % range of random choice';
const ONLY_NEW = 'after the rollout only the new version answers';
const P99 = 'with 4 pods and all users p99 is near the baseline';

const EVERY_DRILL = {
  [RESTART]: (timeline) => restartingAnyBut(timeline, leakingPodOf(timeline)),
  'the drill ran to its end': (timeline) => withFacts(timeline, { gaveUp: 'the API server is gone' }),
  'every request is accounted for': missingOne,
  [LOST]: losingOne,
} satisfies FailingChecks;

const NEVER_FEWER = { 'never fewer than 2 ready': withOneEndpointLessForAMoment } satisfies FailingChecks;

const IN_FLIGHT = {
  'requests in flight when a pod is told to stop are answered': {
    edit: losingOneInFlight,
    alsoFails: LOST,
    because: 'what is lost in flight is lost',
  },
} satisfies FailingChecks;

const BOTH_ENDS = { 'each pod counted what the client had from it': countingOneLess } satisfies FailingChecks;

/** Every check of every drill. */
export const CHECK_TABLE: Readonly<Record<string, FailingChecks>> = {
  'traffic-routing': rows<TrafficRoutingFacts>({
    ...EVERY_DRILL,
    ...IN_FLIGHT,
    ...BOTH_ENDS,
    'every ready pod answers': {
      edit: (timeline) => withShareOfStayingPod(timeline, 'none'),
      alsoFails: SHARES,
      because: 'no answer at all is no fair share',
    },
    [SHARES]: (timeline) => withShareOfStayingPod(timeline, 'two thirds'),
    'the replacement serves': (timeline) => {
      const replacement = endOf(timeline)
        .pods()
        .find(({ metadata }) => !podsAtStart(timeline).includes(metadata?.name ?? ''));
      const firstMs = timeline.requests.find(({ pod }) => pod === replacement?.metadata?.name)?.scheduledMs;
      const earlier = timeline.requests.filter(({ scheduledMs }) => scheduledMs < (firstMs ?? 0));
      const requests = earlier.map((one, index) => ({ ...one, number: index + 1 }));
      return recounted({ ...timeline, requests });
    },
  }),

  'self-healing': rows<SelfHealingFacts>({
    ...EVERY_DRILL,
    [RESTART]: {
      edit: EVERY_DRILL[RESTART],
      alsoFails: 'exactly one restart',
      because: 'with another pod there are two',
    },
    'exactly one restart': (timeline) => restarting(timeline, timeline.facts.leakingPod ?? ''),
    'last state is OOMKilled, exit code 137': (timeline) =>
      changing(timeline, (one) => {
        for (const { state, lastState } of one.object.status?.containerStatuses ?? [])
          for (const { terminated } of [state, lastState]) if (terminated) terminated.reason = 'Error';
        return one;
      }),
    'the pod is ready again': (timeline) =>
      endingWith(timeline, notReady(endOf(timeline).pod(timeline.facts.leakingPod ?? ''))),
    'the kill comes within 10 % of the announced second': (timeline) =>
      withFacts(timeline, { announcedSeconds: (timeline.facts.announcedSeconds ?? 0) * 1.3 }),
  }),

  autoscaling: rows<AutoscalingFacts>({
    ...EVERY_DRILL,
    'starts at 2 replicas': withOneEndpointMoreAtTheStart,
    'scales up to 4': (timeline) =>
      changing(timeline, (one) => {
        if (one.object.kind === 'Deployment' && one.object.spec.replicas === 4) one.object.spec.replicas = 5;
        return one;
      }),
    'scales back to 2': (timeline) => withEndpointsKeptFrom(timeline, timeline.facts.loadStoppedMs),
  }),

  'rolling-update': rows<RollingUpdateFacts>({
    ...EVERY_DRILL,
    ...NEVER_FEWER,
    ...IN_FLIGHT,
    ...BOTH_ENDS,
    'all pods run the new version': {
      edit: (timeline) => endingWith(timeline, notReady(endOf(timeline).pods()[0])),
      alsoFails: ONLY_NEW,
      because: 'a rollout that does not complete has no time after it',
    },
    [ONLY_NEW]: (timeline) => {
      const last = timeline.requests.findLast(({ lane, pod }) => lane === 'fresh' && pod !== null);
      const [old = ''] = podsAtStart(timeline);
      return recounted(answering(timeline, (one) => (one === last ? { ...one, pod: old } : one)));
    },
  }),

  'graceful-shutdown': rows<GracefulShutdownFacts>({
    ...EVERY_DRILL,
    ...NEVER_FEWER,
    ...IN_FLIGHT,
    ...BOTH_ENDS,
    'pods stopped in each of the three ways': (timeline) =>
      withFacts(timeline, { ways: timeline.facts.ways?.filter(({ way }) => way !== 'pre-stop') ?? [] }),
    'the control: containers that stop at once lose requests': {
      neverFails: 'where the control loses nothing the drill is skipped',
    },
  }),

  'failed-update': rows<FailedUpdateFacts>({
    ...EVERY_DRILL,
    ...NEVER_FEWER,
    ...IN_FLIGHT,
    'only old pods serve': (timeline) => {
      const failing = timeline.changes.find(
        ({ object }) => object.kind === 'Pod' && imageOf(object) === timeline.facts.image,
      );
      const last = timeline.requests.at(-1);
      const pod = failing?.object.metadata.name;
      return answering(timeline, (one) => (one === last ? { ...one, pod } : one));
    },
    'ProgressDeadlineExceeded is seen': (timeline) =>
      changing(timeline, (one) => {
        for (const condition of one.object.kind === 'Deployment' ? one.object.status.conditions : [])
          if (condition.type === 'Progressing') condition.status = 'True';
        return one;
      }),
    'undo restores the old revision': (timeline) =>
      changing(timeline, (one) => {
        const [container] = one.object.kind === 'ReplicaSet' ? one.object.spec.template.spec.containers : [];
        if (container?.image === timeline.facts.image) one.object.spec.replicas = 1;
        return one;
      }),
  }),

  'node-drain': rows<NodeDrainFacts>({
    ...EVERY_DRILL,
    ...IN_FLIGHT,
    'the budget is honoured': withoutEndpointsForAMoment,
    'the node is empty of the workload': (timeline) => withFacts(timeline, { evicted: 0 }),
    'the pods run elsewhere': (timeline) => endingWith(timeline, notReady(endOf(timeline).pods()[0])),
  }),

  monitoring: rows<MonitoringFacts>({
    ...EVERY_DRILL,
    'the clocks agree': (timeline) => withFacts(timeline, { nodeAheadMs: 60_000 }),
    'Prometheus scrapes every pod': (timeline) =>
      withSeen(timeline, 'prometheus', ({ pods }) => ({
        pods: [...pods, { pod: 'app-1-2-2-1-new', ip: '10.244.9.9', target: null, namespaceIsFound: true }],
      })),
    'the pod whose memory rises in Prometheus is the one that leaks': (timeline) =>
      withSeen(timeline, 'prometheus', ({ memory }) => ({
        memory: memory.map(({ labels, samples }) => ({
          labels,
          samples: samples.map(([atMs, value]) => [atMs, value / 2] as const),
        })),
      })),
    "Prometheus has the kill and the restart at the cluster's times": (timeline) =>
      changing(timeline, (one) => {
        for (const { lastState } of one.object.status?.containerStatuses ?? [])
          if (lastState?.terminated) lastState.terminated.finishedAt = timeline.startedAt;
        return one;
      }),
    'Prometheus knows the reason: OOMKilled': (timeline) =>
      withSeen(timeline, 'prometheus', () => ({ oomKilled: [] })),
    'requests by pod and version add up to what was sent': (timeline) =>
      withSeen(timeline, 'prometheus', ({ requests }) => ({
        requests: requests.map(({ labels, samples }) => ({
          labels,
          samples: samples.map(([atMs, value]) => [atMs, value * 2] as const),
        })),
      })),
    'every progress line of the leak is in Loki': (timeline) =>
      withoutLine(timeline, timeline.facts.podLog?.progress.at(-1)),
    "the successor's first line is in Loki": (timeline) =>
      withoutLine(timeline, timeline.facts.podLog?.successor),
    'the dashboard is in Grafana': (timeline) =>
      withSeen(timeline, 'grafana', () => ({ dashboardTitle: null })),
    "Grafana's data sources answer": (timeline) =>
      withSeen(timeline, 'grafana', ({ dataSources }) => ({
        dataSources: dataSources.filter(({ type }) => type !== 'loki'),
      })),
  }),

  'surge-by-hand': rows<SurgeFacts>({
    'the drill ran to its end': EVERY_DRILL['the drill ran to its end'],
    'every request is accounted for': missingOne,
    [RESTART]: { neverFails: 'containers that restart under the surge are what is to be seen' },
    'starts at 2 replicas': withOneEndpointMoreAtTheStart,
    'somebody scales from 2 to 4': (timeline) =>
      changing(timeline, (one) =>
        one.object.kind === 'Deployment' && one.object.spec.replicas > 2 ? null : one,
      ),
    'every added pod has the configuration of the first': withAnotherConfiguration,
    'comes back to 2': (timeline) => withEndpointsKeptFrom(timeline, timeline.facts.surgeStoppedMs),
  }),

  surge: rows<SurgeFacts>({
    ...EVERY_DRILL,
    'starts at 2 replicas': withOneEndpointMoreAtTheStart,
    'the autoscaler goes from 2 to 4 by itself': (timeline) =>
      changing(timeline, (one) => {
        if (one.object.kind === 'HorizontalPodAutoscaler') one.object.status.lastScaleTime = undefined;
        return one;
      }),
    'the nodes have the CPU that the users need': {
      edit: (timeline) => withDemand(slowWhileServed(timeline), 10_000),
      alsoFails: P99,
      because: 'pods that fall behind answer late',
    },
    'requests shed = 0': {
      edit: (timeline) =>
        answering(losingOne(timeline), (one) => (one.status === 500 ? { ...one, status: 503 } : one)),
      alsoFails: LOST,
      because: 'what is shed is lost',
    },
    [P99]: (timeline) => withDemand(slowWhileServed(timeline), 1),
    'every added pod has the configuration of the first': withAnotherConfiguration,
    'comes back to 2': (timeline) => withEndpointsKeptFrom(timeline, timeline.facts.surgeStoppedMs),
  }),

  resize: rows<ResizeFacts>({
    ...EVERY_DRILL,
    'with more memory a later end is announced': (timeline) =>
      withFacts(timeline, { announcedAgainSeconds: timeline.facts.leak?.announcedSeconds ?? 0 }),
    'alive after the second in which it was to be killed': (timeline) => {
      const { startedMs = 0, announcedSeconds = 0 } = timeline.facts.leak ?? {};
      return withFacts(timeline, { leakStoppedMs: startedMs + announcedSeconds * 1000 });
    },
    'with more CPU it is no longer throttled': (timeline) =>
      withFacts(timeline, { throttledAfter: timeline.facts.throttledBefore ?? null }),
    'limits in force were raised, and are as before': (timeline) => {
      const { pod, startedMs = 0 } = timeline.facts.leak ?? {};
      return changing(timeline, (one) =>
        one.atMs > startedMs && one.object.metadata.name === pod ? null : one,
      );
    },
  }),

  drift: rows<DriftFacts>({
    ...EVERY_DRILL,
    ...NEVER_FEWER,
    'kubectl diff finds every change by hand': (timeline) =>
      withFacts(timeline, {
        differencesByHand: timeline.facts.differencesByHand?.filter(({ kind }) => kind !== 'Service') ?? [],
      }),
    'applied again, all is as the files say': (timeline) =>
      withFacts(timeline, { differencesLeft: timeline.facts.differencesByHand?.slice(0, 1) ?? [] }),
    'each object was changed, and ends as it began': (timeline) => {
      const autoscaler = lastOf(timeline, 'HorizontalPodAutoscaler');
      autoscaler.spec.maxReplicas += 1;
      return endingWith(timeline, autoscaler);
    },
  }),

  watch: rows({ ...EVERY_DRILL, ...NEVER_FEWER }),
};

/** What a failed check says, the same in every drill that has it. */
export const SAID_BY_FAILED_CHECK: Readonly<Record<string, RegExp>> = {
  [RESTART]: /^app-1-2-2-1-\w+-\w+ restarted once \(.+\)$/,
  'the drill ran to its end': /^the API server is gone$/,
  'every request is accounted for': /^[\d,]+ sent, 1 without an outcome, 0 counted twice$/,
  [LOST]: /^1 \(1 5xx\) from \d\.\d s to \d\.\d s$/,
  'never fewer than 2 ready': /^1 at \d+\.\d s$/,
  'requests in flight when a pod is told to stop are answered': /^\d+ in flight, 1 lost$/,
  'each pod counted what the client had from it': /^app-\S+ counted [\d,]+, the client had [\d,]+$/,
  'every ready pod answers': /^no answer from app-1-2-2-1-5b9d585746-kgmnr/,
  [SHARES]: /^app-\S+kgmnr 380 of 563 \(248 to 315\); app-\S+ll4tr 183 of 563/,
  'the replacement serves': /^app-1-2-2-1-5b9d585746-ll4tr answered 0 requests$/,
  'exactly one restart': /^2, of app-1-2-2-1-5b9d585746-rdrfl$/,
  'last state is OOMKilled, exit code 137': /^Error \(137\)$/,
  'the pod is ready again': /^not ready$/,
  'the kill comes within 10 % of the announced second': /^30\.3 s$/,
  'starts at 2 replicas': /^3 ready$/,
  'scales up to 4': /^4 at most \(2 -> 5 -> 2\)$/,
  'scales back to 2': /^4 \(2 -> 4 -> 2\)$/,
  'all pods run the new version': /^1 ready with 1pro\/app-update, app-\S+ not ready with 1pro\/app-update$/,
  [ONLY_NEW]: /^349 of 350 answers from 10\.8 s on$/,
  'pods stopped in each of the three ways': /^2 as found, 2 at once$/,
  'only old pods serve': /^1 answers from 1 such pods$/,
  'ProgressDeadlineExceeded is seen': /^not seen$/,
  'undo restores the old revision': /^updated 2, replicas 2, ready 2, failed revision 1$/,
  'the budget is honoured': /^0 at 11\.5 s$/,
  'the node is empty of the workload': /^0 evicted, 0 left$/,
  'the pods run elsewhere': /^1 ready on other nodes$/,
  'the clocks agree': /^the node is 60\.0 s ahead of this machine, Prometheus 0\.0 s ahead of it$/,
  'Prometheus scrapes every pod': /^app-1-2-2-1-new is not scraped: no target$/,
  'the pod whose memory rises in Prometheus is the one that leaks': /^app-\S+8wclw, from 13Mi to 86Mi$/,
  "Prometheus has the kill and the restart at the cluster's times":
    /^the curve ends 30\.1 s after the kill; /,
  'Prometheus knows the reason: OOMKilled': /^kube-state-metrics has no metric of it$/,
  'requests by pod and version add up to what was sent':
    /6rvsc 1\.0\.0 2,442 of 1,220 \(± 250\); .*8wclw 1\.0\.0/,
  'every progress line of the leak is in Loki': /^29 of 30; missing the end, from 2026-11-29T03:35:49\.684Z$/,
  "the successor's first line is in Loki": /^not there$/,
  'the dashboard is in Grafana': /^the dashboard is missing in service monitoring\/grafana:3000$/,
  "Grafana's data sources answer": /^Prometheus \(prometheus\); no data source of type loki$/,
  'somebody scales from 2 to 4': /^2 at most: nobody scaled in 140\.4 s$/,
  'every added pod has the configuration of the first': /^app-\S+ has another, others 7bdc53be3e2b$/,
  'comes back to 2': /^4 \(2 -> 4 (-> 3 )?-> 2\)$/,
  'the autoscaler goes from 2 to 4 by itself': /^scaled, but not by the HPA: its lastScaleTime did not move$/,
  'the nodes have the CPU that the users need': /^they fall behind with 459m$/,
  'requests shed = 0': /^1$/,
  [P99]: /^37 ms -> 2000 ms$/,
  'with more memory a later end is announced': /^30\.0 s$/,
  'alive after the second in which it was to be killed': /^30\.0 s$/,
  'with more CPU it is no longer throttled': /^28\.6 % before, 28\.6 % after$/,
  'limits in force were raised, and are as before': /^memory 200Mi, cpu 200m -> 400m -> 200m$/,
  'kubectl diff finds every change by hand':
    /^HorizontalPodAutoscaler spec\.maxReplicas: 8 -> 4, Deployment spec/,
  'applied again, all is as the files say': /^Service spec\.ports\.0\.targetPort: 8080 -> http$/,
  'each object was changed, and ends as it began': /^HorizontalPodAutoscaler ends with another spec$/,
};

/** A timeline is read from a file: its facts are those of the drill that it names. */
function rows<Own extends Facts>(checks: Readonly<Record<string, Failing<Own>>>): FailingChecks {
  return checks as unknown as FailingChecks;
}

function leakingPodOf({ facts }: Timeline): unknown {
  const { leakingPod, leak } = facts as Partial<MonitoringFacts & ResizeFacts>;
  return leakingPod ?? leak?.pod;
}

function podsAtStart({ actions, changes }: Timeline): string[] {
  const actedMs = actions.find(({ kind }) => kind === 'action')?.atMs ?? 0;
  return changes.flatMap(({ atMs, object }) =>
    object.kind === 'Pod' && atMs < actedMs ? [object.metadata.name] : [],
  );
}

/** Changes the share of fresh requests that the pod answers which stays all the time. */
function withShareOfStayingPod(timeline: Timeline<TrafficRoutingFacts>, share: 'none' | 'two thirds') {
  let other = timeline.facts.deletedPod ?? null;
  const staying = podsAtStart(timeline).find((name) => name !== other) ?? null;
  return recounted(
    answering(timeline, (one) => {
      if (one.lane !== 'fresh' || one.pod === null) return one;
      if (one.pod !== staying) other = one.pod;
      if (share === 'none') return { ...one, pod: other };
      return one.number % 3 === 0 ? { ...one, pod: staying } : one;
    }),
  );
}

// oxlint-disable-next-line typescript/no-explicit-any -- the API server's own object
function notReady(pod: any) {
  const conditions = pod.status.conditions.filter(({ type }: { type: string }) => type !== 'Ready');
  return {
    ...pod,
    status: { ...pod.status, conditions: [...conditions, { type: 'Ready', status: 'False' }] },
  };
}

function withSeen<Name extends 'prometheus' | 'loki' | 'grafana'>(
  timeline: Timeline<MonitoringFacts>,
  name: Name,
  change: (seen: NonNullable<MonitoringFacts[Name]>) => Partial<NonNullable<MonitoringFacts[Name]>>,
): Timeline {
  const seen = timeline.facts[name];
  if (!seen) throw new Error(`the recording has no ${name}`);
  const changed: object = { ...seen, ...change(seen) };
  return withFacts(timeline as Timeline, { [name]: changed as Facts });
}

function withoutLine(timeline: Timeline<MonitoringFacts>, line: string | null | undefined): Timeline {
  return withSeen(timeline, 'loki', ({ lines }) => ({
    lines: lines.filter(({ text }) => text.trimEnd() !== line),
  }));
}

function withAnotherConfiguration(timeline: Timeline<SurgeFacts>): Timeline {
  const { configDigests = {} } = timeline.facts;
  const last = Object.keys(configDigests).at(-1) ?? '';
  return withFacts(timeline, { configDigests: { ...configDigests, [last]: 'another' } });
}

function slowWhileServed(timeline: Timeline<SurgeFacts>): Timeline<SurgeFacts> {
  const { fromMs, untilMs } = timeline.facts.served ?? { fromMs: 0, untilMs: 0 };
  return answering(timeline, (one) =>
    one.scheduledMs >= fromMs && one.scheduledMs < untilMs ? { ...one, latencyMs: 2000 } : one,
  ) as Timeline<SurgeFacts>;
}

function withDemand(timeline: Timeline<SurgeFacts>, millicores: number): Timeline {
  const { demand } = timeline.facts;
  if (demand === undefined) throw new Error('the recording has no demand');
  return withFacts(timeline, { demand: { ...demand, millicores } });
}
