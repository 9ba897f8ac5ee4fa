import { message } from '../../messages/all.ts';
import { isOurs, OURS, type Workload } from '../../scripts/workload.ts';
import type {
  Check,
  Figure,
  LossCause,
  LossCount,
  LostOutcome,
  RequestRecord,
  Text,
  Timeline,
} from '../timeline.ts';
import { check, notChecked, present, seconds } from './check.ts';
import { formatLossBound } from './loss-bound.ts';

/** A request without a record may be a lost one: a truncated log must not pass as a clean run. */
export function everyRequestAccounted(timeline: Timeline): Check {
  const numbers = new Set(timeline.requests.map((request) => request.number));
  const sent = timeline.requests.reduce((most, { number }) => Math.max(most, number), 0);
  const twice = timeline.requests.length - numbers.size;
  const missing = sent - numbers.size;
  return check(message('traffic.everyRequestIsCounted'), sent > 0 && twice === 0 && missing === 0, {
    expected: message('traffic.eachNumberOnce'),
    actual:
      sent === 0
        ? message('traffic.noRequestSent')
        : message('traffic.sentWithoutOutcome', { sent, missing, twice }),
    remedy: sent === 0 ? message('traffic.giveUrlOrRate') : message('traffic.logWasCut'),
  });
}

/** `causes` of these requests. The cause with the most requests comes first. */
export function nothingLost(
  requests: readonly RequestRecord[],
  causes: readonly LossCause[],
  workload: Workload = OURS,
): Check {
  if (requests.length === 0)
    return notChecked(message('traffic.nothingIsLost'), '0', message('traffic.noRequestSent'));
  const lost = requests.filter((request) => request.outcome !== 'ok');
  const words = formatLossBound(lost.length, requests.length);
  const allLost = lost.length > 0 && lost.length === requests.length;
  const [first] = causes;
  return check(message('traffic.nothingIsLost'), lost.length === 0, {
    expected: '0',
    actual: lost.length === 0 ? words : describeLosses(lost, allLost),
    remedy:
      allLost || first === undefined
        ? remedyWhereAllIsLost(requests, workload)
        : message('sentences', { items: [first.cause, first.remedy] }),
  });
}

/** An answer shows that a server is there, and that the path is wrong. */
function remedyWhereAllIsLost(requests: readonly RequestRecord[], workload: Workload): Text {
  const status = requests.findLast((request) => request.status !== null)?.status ?? null;
  if (status === null) return message('lost.silence', { service: workload.service });
  return message(isOurs(workload) ? 'lost.anotherAnswers' : 'lost.pathAnswers', { status });
}

function describeLosses(lost: readonly RequestRecord[], isAll: boolean): Text {
  const kinds = Map.groupBy(lost, (request) => request.outcome as LostOutcome);
  return message(isAll ? 'traffic.allFromTo' : 'traffic.fromTo', {
    count: lost.length,
    kinds: [...kinds].map(([outcome, { length }]) => message(`outcome.${outcome}`, { count: length })),
    first: seconds(lost[0]?.scheduledMs ?? 0),
    last: seconds(lost.at(-1)?.scheduledMs ?? 0),
  });
}

export function trafficFigures({ requests }: Timeline): Figure[] {
  const p99 = latencyP99(requests);
  if (p99 === null) return [];
  return present([
    [message('figure.sent'), message('count', { count: requests.length })],
    [message('figure.p99'), `${p99.toFixed(1)} ms`],
  ]);
}

export function countLosses(requests: readonly RequestRecord[]): LossCount {
  return { sent: requests.length, lost: requests.filter(({ outcome }) => outcome !== 'ok').length };
}

export function requestsBetween(timeline: Timeline, fromMs: number, untilMs: number): RequestRecord[] {
  return timeline.requests.filter(({ scheduledMs }) => scheduledMs >= fromMs && scheduledMs < untilMs);
}

/** How many requests have each key. Requests without a key are left out. */
export function countBy(
  requests: readonly RequestRecord[],
  keyOf: (request: RequestRecord) => string | null,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const request of requests) {
    const key = keyOf(request);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

/** In milliseconds, over the answered requests. Null: none was answered. */
export function latencyP99(requests: readonly RequestRecord[]): number | null {
  const latencies = requests
    // A slow request takes 3 s by design.
    .filter((request) => request.outcome === 'ok' && request.lane !== 'slow')
    .map((request) => request.latencyMs)
    .sort((a, b) => a - b);
  return latencies[Math.ceil(latencies.length * 0.99) - 1] ?? null;
}

/** When the first answer of this pod after `fromMs` reached a client. */
export function firstAnswerMs(timeline: Timeline, pod: string, fromMs: number): number | null {
  return earliest(answerTimes(timeline, pod).filter((atMs) => atMs >= fromMs));
}

/** When each answer of this pod reached the client. */
export function answerTimes({ requests }: Timeline, pod: string): number[] {
  return requests
    .filter((one) => one.pod === pod && one.outcome === 'ok')
    .map(({ scheduledMs, latencyMs }) => scheduledMs + latencyMs);
}

/** Not by `Math.min(...times)`: a call takes a few ten thousand arguments at most. */
export function earliest(times: readonly number[]): number | null {
  return times.reduce<number | null>((least, atMs) => Math.min(least ?? atMs, atMs), null);
}

export function latest(times: readonly number[]): number | null {
  return times.reduce<number | null>((most, atMs) => Math.max(most ?? atMs, atMs), null);
}
