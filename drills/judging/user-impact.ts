import { message } from '../../messages/all.ts';
import type { RequestRecord, Timeline } from '../timeline.ts';
import { type FigureRow, seconds } from './check.ts';
import { latencyP99, requestsBetween } from './traffic.ts';

/** Users notice that a page takes longer than this. */
const SLOW_MS = 1000;

export interface UserImpact {
  readonly requests: number;
  /** Answered, after more than a second. */
  readonly slow: number;
  /** Refused by a pod that was too busy: 503. */
  readonly shed: number;
  /** Everything else that was not answered as it should be. */
  readonly lost: number;
  /** Seconds in which one or more of the slow, shed or lost requests were sent. */
  readonly seconds: number;
  readonly p99Ms: number | null;
}

/** The impact on users whose requests were sent between two times. */
export function impactBetween(timeline: Timeline, fromMs: number, untilMs: number): UserImpact {
  const requests = requestsBetween(timeline, fromMs, untilMs);
  const bad = requests.filter((one) => isShed(one) || isLost(one) || isSlow(one));
  return {
    requests: requests.length,
    slow: requests.filter(isSlow).length,
    shed: requests.filter(isShed).length,
    lost: requests.filter(isLost).length,
    seconds: new Set(bad.map(({ scheduledMs }) => Math.floor((scheduledMs - fromMs) / 1000))).size,
    p99Ms: latencyP99(requests),
  };
}

/** The report shows these figures of two drills side by side. */
export function impactFigures(impact: UserImpact): FigureRow[] {
  const all = impact.requests;
  return [
    [message('figure.impactFor'), seconds(impact.seconds * 1000)],
    [message('figure.slow'), message('figure.countOfRequests', { count: impact.slow, all })],
    [message('figure.shed'), message('figure.countOfRequests', { count: impact.shed, all })],
    [message('figure.requestsLost'), message('figure.countOfRequests', { count: impact.lost, all })],
  ];
}

function isSlow({ outcome, latencyMs }: RequestRecord): boolean {
  return outcome === 'ok' && latencyMs > SLOW_MS;
}

function isShed({ status }: RequestRecord): boolean {
  return status === 503;
}

function isLost(request: RequestRecord): boolean {
  return request.outcome !== 'ok' && !isShed(request);
}
