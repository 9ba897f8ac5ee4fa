import { message } from '../../messages/all.ts';
import type { RequestRecord, Timeline } from '../timeline.ts';
import { type FigureRow, seconds } from './check.ts';
import { latencyP99, requestsBetween } from './traffic.ts';

/** A user notices that a page takes longer than this. */
const SLOW_MS = 1000;

export interface UserImpact {
  readonly requests: number;
  /** Answered, after more than a second. */
  readonly slow: number;
  /** Refused by a pod that was too busy: 503. */
  readonly shed: number;
  /** Everything else that was not answered as it should be. */
  readonly lost: number;
  /** Seconds of the clock in which one or more of these was sent. */
  readonly seconds: number;
  readonly p99Ms: number | null;
}

/** What users felt of the requests that they sent in this time. */
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

/** A comparison puts them side by side. */
export function impactFigures(impact: UserImpact): FigureRow[] {
  const all = `${impact.requests}`;
  return [
    [message('figure.impactFor'), seconds(impact.seconds * 1000)],
    [message('figure.slow'), message('figure.countOfRequests', { count: `${impact.slow}`, all })],
    [message('figure.shed'), message('figure.countOfRequests', { count: `${impact.shed}`, all })],
    [message('figure.requestsLost'), message('figure.countOfRequests', { count: `${impact.lost}`, all })],
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
