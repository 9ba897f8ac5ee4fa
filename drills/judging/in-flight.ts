import { message } from '../../messages/all.ts';
import type { Check, Timeline } from '../timeline.ts';
import { check, notChecked } from './check.ts';
import { podEnds } from './pod-ends.ts';
import { countLosses } from './traffic.ts';

/**
 * Requests that a pod was working on when it was told to stop. Short requests hardly ever are, so slow ones
 * are sent for this check. A lost one may have been at any pod that stopped then.
 */
export function inFlightAnswered(timeline: Timeline): Check {
  const name = message('in-flight');
  const expected = message('in-flight.expected');
  const slow = timeline.requests.filter(({ lane }) => lane === 'slow');
  if (slow.length === 0) return notChecked(name, expected, message('in-flight.noSlowRequests'));
  const told = podEnds(timeline).flatMap(({ pod, sigtermMs, wasEndpoint }) =>
    sigtermMs === null ? [] : [{ pod, sigtermMs, wasEndpoint }],
  );
  const inFlight = slow.filter((one) =>
    told.some(
      ({ pod, sigtermMs }) =>
        (one.pod === null || one.pod === pod) &&
        one.scheduledMs < sigtermMs &&
        one.scheduledMs + one.latencyMs > sigtermMs,
    ),
  );
  // In a failed update the pod that stops was never ready.
  if (inFlight.length === 0 && told.length > 0 && told.every(({ wasEndpoint }) => !wasEndpoint))
    return check(name, null, {
      expected,
      actual: message('in-flight.neverEndpoints', { pods: told.map(({ pod }) => pod) }),
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
