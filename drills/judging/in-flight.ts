import { message } from '../../messages/all.ts';
import type { Check, Timeline } from '../timeline.ts';
import { check, notChecked } from './check.ts';
import { podEnds } from './pod-ends.ts';
import { countLosses } from './traffic.ts';

/**
 * Requests that were in flight at a pod when it got SIGTERM. Short requests rarely are, so slow ones are sent
 * for this check. A lost request names no pod: it may have been at any pod that stopped then.
 */
export function inFlightAnswered(timeline: Timeline): Check {
  const name = message('in-flight');
  const expected = message('in-flight.expected');
  const slow = timeline.requests.filter(({ lane }) => lane === 'slow');
  if (slow.length === 0) return notChecked(name, expected, message('in-flight.noSlowRequests'));
  const stopped = podEnds(timeline).flatMap(({ pod, sigtermMs, wasEndpoint }) =>
    sigtermMs === null ? [] : [{ pod, sigtermMs, wasEndpoint }],
  );
  const inFlight = slow.filter((one) =>
    stopped.some(
      ({ pod, sigtermMs }) =>
        (one.pod === null || one.pod === pod) &&
        one.scheduledMs < sigtermMs &&
        one.scheduledMs + one.latencyMs > sigtermMs,
    ),
  );
  // In a failed update the pod that stops was never ready.
  if (inFlight.length === 0 && stopped.length > 0 && stopped.every(({ wasEndpoint }) => !wasEndpoint))
    return check(name, null, {
      expected,
      actual: message('in-flight.neverEndpoints', { pods: stopped.map(({ pod }) => pod) }),
      remedy: '',
    });
  if (inFlight.length === 0) return notChecked(name, expected, message('in-flight.noneAtSigterm'));
  const { sent, lost } = countLosses(inFlight);
  return check(name, lost === 0, {
    expected,
    actual: message('in-flight.seen', { inFlight: sent, lost }),
    remedy: message('in-flight.remedy'),
  });
}
