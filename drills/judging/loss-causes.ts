import { message } from '../../messages/all.ts';
import { isOurs, OURS } from '../../scripts/workload.ts';
import type { LossCause, LostOutcome, RequestRecord, Text, Timeline } from '../timeline.ts';
import { seconds } from './check.ts';
import { readyPeriods } from './endpoints.ts';
import { type PodEnd, podEnds } from './pod-ends.ts';
import { earliest, firstAnswerMs, latest } from './traffic.ts';

/** A watch event may arrive this much later than the change itself. */
const WATCH_DELAY_MS = 500;
/** kube-proxy may update its rules, and a client may repeat a SYN, this much later. */
const ROUTING_DELAY_MS = 5000;
/** A pod may not be listening yet for this long after it joined the endpoints. */
const JOINING_MS = 3000;

/** Each lost request belongs to exactly one cause. The cause with the most requests comes first. */
export function lossCauses(timeline: Timeline, requests = timeline.requests): LossCause[] {
  const lost = requests.filter(({ outcome }) => outcome !== 'ok');
  if (lost.length === 0) return [];
  const ends = podEnds(timeline);
  const periods = readyPeriods(timeline);
  const joined = joinTimes(timeline, periods);
  const lastTaken = lastTakenTimes(timeline);
  // Only our service has a drain delay of its own.
  const drainRemedy = isOurs(timeline.workload ?? OURS) ? 'raiseDrainDelay' : 'addPreStopSleep';
  const groups = Map.groupBy(lost, (request) => {
    const context = contextOf(request);
    return JSON.stringify([
      request.outcome,
      context.kind,
      context.pod,
      context.end && ends.indexOf(context.end),
    ]);
  });
  return [...groups.values()].map(describe).sort((a, b) => b.requests - a.requests);

  function contextOf(request: RequestRecord): Context {
    const candidates = ends.filter((end) => isAround(end, request));
    // A pod that took a later request was listening: the request was lost at another pod, if one ended then.
    const isOfListener = request.outcome === 'refused' || request.outcome === 'timeout';
    const silent = candidates.findLast(
      ({ pod }) => !isOfListener || pod === request.pod || (lastTaken.get(pod) ?? 0) <= request.scheduledMs,
    );
    const then = periods.find(
      ({ fromMs, untilMs }) => request.scheduledMs >= fromMs && request.scheduledMs < untilMs,
    );
    const isWithoutEndpoints = then !== undefined && then.pods.size === 0;
    // No drain delay helps where no other pod is ready, as with the strategy Recreate.
    const isOfNobody = isWithoutEndpoints && isOfListener && silent?.kind === 'deleted';
    if (silent !== undefined && !isOfNobody) return { kind: 'end', pod: silent.pod, end: silent };
    if (isWithoutEndpoints) return { kind: 'no-endpoint', pod: null, end: null };
    if (request.pod !== null) {
      const isEndpoint = then?.pods.has(request.pod) ?? false;
      return { kind: isEndpoint ? 'running' : 'never-endpoint', pod: request.pod, end: null };
    }
    const newcomer = joined.find(
      ({ fromMs, firstAnswerMs }) =>
        request.scheduledMs >= fromMs &&
        request.scheduledMs < Math.min(fromMs + JOINING_MS, firstAnswerMs ?? Number.POSITIVE_INFINITY),
    );
    if (newcomer !== undefined) return { kind: 'joined', pod: newcomer.pod, end: null };
    const latest = candidates.at(-1);
    if (latest !== undefined) return { kind: 'end', pod: latest.pod, end: latest };
    return { kind: request.outcome === 'timeout' ? 'too-late' : 'nothing', pod: null, end: null };
  }

  function describe(group: readonly RequestRecord[]): LossCause {
    const [first] = group;
    if (first === undefined) throw new Error('a group has a request');
    const { kind, pod, end } = contextOf(first);
    const span = spanOf(group);
    const outcome = first.outcome as LostOutcome;
    return {
      ...span,
      outcome,
      requests: group.length,
      pod,
      moments: {
        sigtermMs: end?.sigtermMs ?? null,
        leftEndpointsMs: end?.leftEndpointsMs ?? null,
        containerEndedMs: end?.containerEndedMs ?? null,
        removedMs: end?.removedMs ?? null,
      },
      ...(end === null
        ? withoutEnd(kind, outcome, group.length, pod ?? '', first.status)
        : atEnd(end, outcome, group.length, span, drainRemedy)),
    };
  }
}

interface Context {
  readonly kind: 'end' | 'no-endpoint' | 'running' | 'never-endpoint' | 'joined' | 'too-late' | 'nothing';
  readonly pod: string | null;
  readonly end: PodEnd | null;
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

type Words = Pick<LossCause, 'cause' | 'remedy'>;

/** The pod began to end before the request was over, and nodes may still have routed the request to it. */
function isAround(end: PodEnd, { pod, scheduledMs, latencyMs }: RequestRecord): boolean {
  if (!end.wasEndpoint || (pod !== null && end.pod !== pod)) return false;
  const routedUntilMs = Math.max(
    end.removedMs ?? Infinity,
    (end.containerEndedMs ?? Infinity) + ROUTING_DELAY_MS,
  );
  return beginningOf(end) <= scheduledMs + latencyMs + WATCH_DELAY_MS && scheduledMs <= routedUntilMs;
}

function beginningOf({ sigtermMs, containerEndedMs, leftEndpointsMs }: PodEnd): number {
  return sigtermMs ?? Math.min(containerEndedMs ?? Infinity, leftEndpointsMs ?? Infinity);
}

/** From the first request to the last one. */
function spanOf(group: readonly RequestRecord[]): Span {
  const times = group.map(({ scheduledMs }) => scheduledMs);
  return { fromMs: earliest(times) ?? 0, toMs: latest(times) ?? 0 };
}

function atEnd(
  end: PodEnd,
  outcome: LostOutcome,
  count: number,
  span: Span,
  drainRemedy: 'raiseDrainDelay' | 'addPreStopSleep',
): Words {
  const { pod, kind, sigtermMs, leftEndpointsMs, containerEndedMs, ending } = end;
  const what = message(`loss-causes.${outcome}`, { count });
  const afterSigterm = { what, span: since(sigtermMs ?? span.fromMs, span), pod };
  if (kind === 'restarted') {
    // The kubelet reports the end to the second. A refused request shows that the container had ended.
    return {
      cause: message('loss-causes.afterContainerEnded', {
        what,
        span: since(Math.min(containerEndedMs ?? Infinity, span.fromMs), span),
        pod,
        ending: ending ?? message('loss-causes.noReasonGiven'),
        endpoints: endpointsThen(end, span),
      }),
      remedy: message('loss-causes.unreadyBeforeTheEnd'),
    };
  }
  if (wasKilled(end)) {
    return {
      cause: message('loss-causes.killedAfterSigterm', {
        ...afterSigterm,
        seconds: end.graceSeconds ?? '?',
      }),
      remedy: message('loss-causes.raiseGracePeriod'),
    };
  }
  if (outcome === '5xx' || outcome === 'wrong-body') {
    return {
      cause: message('loss-causes.refusedAfterSigterm', afterSigterm),
      remedy: message('loss-causes.answerWhileDraining'),
    };
  }
  // The watch event of the deletion may come after the last loss.
  const sinceDeletionMs = Math.max(0, span.toMs - (end.deletedMs ?? span.fromMs));
  const remedy = message(`loss-causes.${drainRemedy}`, {
    time: seconds(Math.ceil(sinceDeletionMs / 100) * 100),
  });
  if (outcome === 'reset') {
    return {
      cause: message('loss-causes.keptConnectionAfterSigterm', afterSigterm),
      remedy: message('loss-causes.endKeptConnections'),
    };
  }
  const sinceEndpoints = leftEndpointsMs === null ? null : span.toMs - leftEndpointsMs;
  const endpoints =
    sinceEndpoints === null || sinceEndpoints < 0
      ? endpointsThen(end, span)
      : message('loss-causes.sentUntilAfterEndpoints', { time: seconds(sinceEndpoints) });
  const isGone = containerEndedMs !== null && span.fromMs >= containerEndedMs;
  const cause = isGone
    ? message('loss-causes.afterContainerGone', { what, span: since(containerEndedMs, span), pod, endpoints })
    : message('loss-causes.closedAfterSigterm', { ...afterSigterm, endpoints });
  return { cause, remedy };
}

function endpointsThen({ leftEndpointsMs }: PodEnd, { fromMs, toMs }: Span): Text {
  if (leftEndpointsMs === null || leftEndpointsMs > toMs) return message('loss-causes.stillInEndpoints');
  if (leftEndpointsMs <= fromMs)
    return message('loss-causes.laterThanEndpoints', { time: seconds(fromMs - leftEndpointsMs) });
  return message('loss-causes.leftEndpointsAfter', { time: seconds(leftEndpointsMs - fromMs) });
}

function withoutEnd(
  kind: Context['kind'],
  outcome: LostOutcome,
  count: number,
  pod: string,
  status: number | null,
): Words {
  const what = message(`loss-causes.${outcome}`, { count });
  switch (kind) {
    case 'no-endpoint':
      return {
        cause: message('loss-causes.withoutEndpoints', { what }),
        remedy: message('loss-causes.addReplicas'),
      };
    case 'never-endpoint':
      return {
        cause: message('loss-causes.byPodOutsideEndpoints', { what, pod }),
        remedy: message('loss-causes.whatIgnoresReadiness'),
      };
    case 'joined':
      return {
        cause: message('loss-causes.beforeFirstAnswer', { what, pod }),
        remedy: message('loss-causes.probeServingPort'),
      };
    case 'running':
      return {
        cause: message('loss-causes.byPodInEndpoints', {
          what: status === null ? what : message('loss-causes.withStatus', { what, status }),
          pod,
        }),
        remedy: message('loss-causes.seeLogsOfPod', { pod }),
      };
    case 'too-late':
      return {
        cause: message('loss-causes.tooLate', { what }),
        remedy: message('loss-causes.seeCpuOrNetwork'),
      };
    default:
      return {
        cause: message('loss-causes.withoutCause', { what }),
        remedy: message('loss-causes.onTheWayToTheNode'),
      };
  }
}

/** Exit code 137 at the end of the grace period: SIGKILL. */
function wasKilled({ exitCode, sigtermMs, containerEndedMs, graceSeconds }: PodEnd): boolean {
  if (exitCode !== 137 || sigtermMs === null || containerEndedMs === null || graceSeconds === null)
    return false;
  return containerEndedMs - sigtermMs >= (graceSeconds - 1) * 1000;
}

/** `0.0 to 0.4 s`; 0 where the watch event came later than the loss. */
function since(momentMs: number, { fromMs, toMs }: Span): Text {
  const from = (Math.max(0, fromMs - momentMs) / 1000).toFixed(1);
  const to = (Math.max(0, toMs - momentMs) / 1000).toFixed(1);
  return from === to
    ? message('duration.seconds', { count: from })
    : message('duration.between', { from, to });
}

/** For each pod: when the last request was sent that it answered on a connection of its own. */
function lastTakenTimes({ requests }: Timeline): Map<string, number> {
  const times = new Map<string, number>();
  for (const { pod, outcome, lane, scheduledMs } of requests) {
    if (pod === null || outcome !== 'ok' || lane === 'keep-alive') continue;
    times.set(pod, Math.max(times.get(pod) ?? 0, scheduledMs));
  }
  return times;
}

function joinTimes(timeline: Timeline, periods: ReturnType<typeof readyPeriods>) {
  return periods
    .slice(1)
    .flatMap(({ fromMs, pods }, index) =>
      [...pods]
        .filter((pod) => !periods[index]?.pods.has(pod))
        .map((pod) => ({ pod, fromMs, firstAnswerMs: firstAnswerMs(timeline, pod, 0) })),
    );
}
