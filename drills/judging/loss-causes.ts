import type { LossCause, Outcome, RequestRecord, Timeline } from '../timeline.ts';
import { seconds } from './check.ts';
import { readyPeriods } from './endpoints.ts';
import { type PodEnd, podEnds } from './pod-ends.ts';

type LostOutcome = Exclude<Outcome, 'ok'>;

/** A watch event may come a little later than what it tells of. */
const WATCH_DELAY_MS = 500;
/** So much later kube-proxy may have written its rules, and a SYN have been repeated. */
const FORGETTING_MS = 5000;
/** So soon after a pod joined the endpoints it may not be listening yet. */
const JOINING_MS = 3000;

const WORDS: Readonly<Record<LostOutcome, string>> = {
  refused: 'refused',
  reset: 'reset',
  timeout: 'timed out',
  '5xx': 'answered 5xx',
  'wrong-body': 'answered wrongly',
};

/** Each lost request is in exactly one of these; the most first. */
export function lossCauses(timeline: Timeline, requests = timeline.requests): LossCause[] {
  const lost = requests.filter(({ outcome }) => outcome !== 'ok');
  if (lost.length === 0) return [];
  const ends = podEnds(timeline);
  const periods = readyPeriods(timeline);
  const joined = joinTimes(timeline, periods);
  const lastTaken = lastTakenTimes(timeline);
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
    // A pod that took a later request was listening: the loss is that of another one, if there is another.
    const isOfListener = request.outcome === 'refused' || request.outcome === 'timeout';
    const silent = candidates.findLast(
      ({ pod }) => !isOfListener || pod === request.pod || (lastTaken.get(pod) ?? 0) <= request.scheduledMs,
    );
    if (silent !== undefined) return { kind: 'end', pod: silent.pod, end: silent };
    const then = periods.find(
      ({ fromMs, untilMs }) => request.scheduledMs >= fromMs && request.scheduledMs < untilMs,
    );
    if (then !== undefined && then.pods.size === 0) return { kind: 'no-endpoint', pod: null, end: null };
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
        ? withoutEnd(kind, `${group.length} ${WORDS[outcome]}`, pod ?? '', first.status)
        : atEnd(end, outcome, group.length, span)),
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

/** Began before the request was over, of a pod that the nodes may still have known when it was sent. */
function isAround(end: PodEnd, { pod, scheduledMs, latencyMs }: RequestRecord): boolean {
  if (!end.wasEndpoint || (pod !== null && end.pod !== pod)) return false;
  const forgottenMs = Math.max(end.removedMs ?? Infinity, (end.containerEndedMs ?? Infinity) + FORGETTING_MS);
  return beginningOf(end) <= scheduledMs + latencyMs + WATCH_DELAY_MS && scheduledMs <= forgottenMs;
}

function beginningOf({ sigtermMs, containerEndedMs, leftEndpointsMs }: PodEnd): number {
  return sigtermMs ?? Math.min(containerEndedMs ?? Infinity, leftEndpointsMs ?? Infinity);
}

/** From the first that was sent to the last. */
function spanOf(group: readonly RequestRecord[]): Span {
  const times = group.map(({ scheduledMs }) => scheduledMs);
  return {
    fromMs: times.reduce((least, atMs) => Math.min(least, atMs)),
    toMs: times.reduce((most, atMs) => Math.max(most, atMs)),
  };
}

function atEnd(end: PodEnd, outcome: LostOutcome, count: number, span: Span): Words {
  const { pod, kind, sigtermMs, leftEndpointsMs, containerEndedMs, ending } = end;
  const what = `${count} ${WORDS[outcome]}`;
  if (kind === 'restarted') {
    // To the second is how the kubelet tells it: what is refused or reset shows that it had ended.
    return {
      cause: `${what}, ${since(Math.min(containerEndedMs ?? Infinity, span.fromMs), span)} after the container of ${pod} ended with ${ending ?? 'no reason given'}, ${endpointsThen(end, span)}`,
      remedy:
        'a pod must stop being ready before it stops answering: readiness at a share of the memory limit, a liveness probe that lets a slow pod live',
    };
  }
  if (wasKilled(end)) {
    return {
      cause: `${what}, ${since(sigtermMs ?? span.fromMs, span)} after SIGTERM of ${pod}, which was killed at the end of its grace period of ${end.graceSeconds} s`,
      remedy:
        'raise terminationGracePeriodSeconds above the drain delay and the longest request, or end sooner',
    };
  }
  if (outcome === '5xx' || outcome === 'wrong-body') {
    return {
      cause: `${what}, ${since(sigtermMs ?? span.fromMs, span)} after SIGTERM of ${pod}: it refused what the nodes still sent to it`,
      remedy: 'a pod that drains goes on answering, and says no to the readiness probe alone',
    };
  }
  const delaySeconds = Math.ceil((span.toMs - (end.deletedMs ?? span.fromMs)) / 100) / 10;
  const remedy = `raise the drain delay above ${delaySeconds.toFixed(1)} s, counted from the deletion: DRAIN_DELAY_MS, or lifecycle.preStop.sleep`;
  if (outcome === 'reset') {
    return {
      cause: `${what}, ${since(sigtermMs ?? span.fromMs, span)} after SIGTERM of ${pod}: they were on connections that ended with the container`,
      remedy:
        'a pod that is told to stop serves its kept connections for a while, and ends each with an answer of Connection: close: DRAIN_DELAY_MS',
    };
  }
  const sinceEndpoints = leftEndpointsMs === null ? null : span.toMs - leftEndpointsMs;
  const forgotten =
    sinceEndpoints === null || sinceEndpoints < 0
      ? endpointsThen(end, span)
      : `until ${seconds(sinceEndpoints)} after the endpoints were without it: so long a node still sent requests there`;
  const ended =
    containerEndedMs !== null && span.fromMs >= containerEndedMs
      ? `${since(containerEndedMs, span)} after the container of ${pod} ended`
      : `${since(sigtermMs ?? span.fromMs, span)} after SIGTERM of ${pod}, which took no connections any more`;
  return { cause: `${what}, ${ended}, ${forgotten}`, remedy };
}

function endpointsThen({ leftEndpointsMs }: PodEnd, { fromMs, toMs }: Span): string {
  if (leftEndpointsMs === null || leftEndpointsMs > toMs) return 'while the endpoints still had it';
  if (leftEndpointsMs <= fromMs)
    return `${seconds(fromMs - leftEndpointsMs)} or more after the endpoints were without it`;
  return `which left the endpoints ${seconds(leftEndpointsMs - fromMs)} after the first of them`;
}

function withoutEnd(kind: Context['kind'], what: string, pod: string, status: number | null): Words {
  switch (kind) {
    case 'no-endpoint':
      return {
        cause: `${what} while no pod was in the endpoints`,
        remedy:
          'kubectl get endpointslices -l kubernetes.io/service-name=app-1-2-2-1: more replicas, or a readiness probe that says no later',
      };
    case 'never-endpoint':
      return {
        cause: `${what} by ${pod}, which was not in the endpoints then`,
        remedy:
          'something sends past the readiness of the pods: publishNotReadyAddresses, a selector of another Service, a proxy with a list of its own',
      };
    case 'joined':
      return {
        cause: `${what} just after ${pod} joined the endpoints, before its first answer`,
        remedy: 'its readiness probe says yes before it listens: ask the port that serves',
      };
    case 'running':
      return {
        cause: `${what}${status === null ? '' : ` (${status})`} by ${pod}, which ran and was in the endpoints`,
        remedy: `kubectl logs ${pod}; a 503 with Retry-After is load that it sheds: http_requests_shed_total`,
      };
    case 'too-late':
      return {
        cause: `${what}, and no container ended and no pod left the endpoints then: the answers came too late`,
        remedy:
          'pods that are too busy answer late: see their CPU in the report, kubectl top pods, and more replicas; or the network between here and the node',
      };
    default:
      return {
        cause: `${what}, and no container ended and no pod left the endpoints then`,
        remedy:
          'it happened between here and the node: npm run traffic shows the error code; try another node with --url',
      };
  }
}

/** Exit code 137 at the end of the grace period: SIGKILL. */
function wasKilled({ exitCode, sigtermMs, containerEndedMs, graceSeconds }: PodEnd): boolean {
  if (exitCode !== 137 || sigtermMs === null || containerEndedMs === null || graceSeconds === null)
    return false;
  return containerEndedMs - sigtermMs >= (graceSeconds - 1) * 1000;
}

/** `0.0 to 0.4 s`; what a watch tells a little late begins at 0. */
function since(momentMs: number, { fromMs, toMs }: Span): string {
  const from = (Math.max(0, fromMs - momentMs) / 1000).toFixed(1);
  const to = (Math.max(0, toMs - momentMs) / 1000).toFixed(1);
  return from === to ? `${from} s` : `${from} to ${to} s`;
}

/** When the last request was sent that each pod took on a connection of its own, and answered. */
function lastTakenTimes({ requests }: Timeline): Map<string, number> {
  const times = new Map<string, number>();
  for (const { pod, outcome, lane, scheduledMs } of requests) {
    if (pod === null || outcome !== 'ok' || lane === 'keep-alive') continue;
    times.set(pod, Math.max(times.get(pod) ?? 0, scheduledMs));
  }
  return times;
}

function joinTimes(timeline: Timeline, periods: ReturnType<typeof readyPeriods>) {
  const firstAnswer = new Map<string, number>();
  for (const { pod, outcome, scheduledMs, latencyMs } of timeline.requests) {
    if (pod === null || outcome !== 'ok') continue;
    firstAnswer.set(pod, Math.min(firstAnswer.get(pod) ?? Infinity, scheduledMs + latencyMs));
  }
  return periods
    .slice(1)
    .flatMap(({ fromMs, pods }, index) =>
      [...pods]
        .filter((pod) => !periods[index]?.pods.has(pod))
        .map((pod) => ({ pod, fromMs, firstAnswerMs: firstAnswer.get(pod) ?? null })),
    );
}
