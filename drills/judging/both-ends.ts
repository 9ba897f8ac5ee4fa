import { message } from '../../messages/all.ts';
import type { Check, Timeline } from '../timeline.ts';
import { check, notChecked } from './check.ts';
import { readyPeriods } from './endpoints.ts';
import { countBy } from './traffic.ts';

/**
 * Compares the answers that the client received from each pod with those that the pod counted. The client's
 * count alone does not show a request that a proxy has repeated.
 */
export function countedAtBothEnds(timeline: Timeline): Check {
  const name = message('both-ends');
  const expected = message('both-ends.expected');
  const { answersCounted } = timeline.facts;
  if (answersCounted === undefined) return notChecked(name, expected, message('both-ends.recordingIsOlder'));
  const received = answersOf(timeline);
  const pods = [...new Set([...Object.keys(answersCounted), ...received.keys()])];
  const rows = pods.map((pod) => ({
    pod,
    had: received.get(pod) ?? 0,
    counted: answersCounted[pod] ?? null,
  }));
  // A pod that was never an endpoint, such as one without an image, had nothing to count.
  const endpoints = new Set(readyPeriods(timeline).flatMap((period) => [...period.pods]));
  const unknown = rows.filter(({ pod, counted, had }) => counted === null && (had > 0 || endpoints.has(pod)));
  const known = rows.filter((row): row is Row => row.counted !== null);
  const fewer = known.filter((row) => row.counted < row.had);
  const more = known.filter((row) => row.counted > row.had);
  // The pod has also counted the answers that did not reach the client.
  const surplus = more.reduce((sum, row) => sum + row.counted - row.had, 0);
  const explained = timeline.requests.filter(
    ({ outcome, status }) => outcome !== 'ok' && status === null,
  ).length;
  if (fewer.length > 0 || surplus > explained) {
    const way = fewer.length > 0 ? 'fewer' : 'more';
    return check(name, false, {
      expected,
      actual: message('sentences', { items: (way === 'fewer' ? fewer : more).map(describe) }),
      remedy: message(`both-ends.${way}`),
    });
  }
  const equal = message('both-ends.equal', {
    pods: known.length,
    requests: known.reduce((sum, { counted }) => sum + counted, 0),
  });
  if (unknown.length > 0) {
    const actual = message('both-ends.untold', { pods: unknown.map(({ pod }) => pod), equal });
    return check(name, null, { expected, actual, remedy: '' });
  }
  const actual = surplus === 0 ? equal : message('both-ends.lost', { equal, surplus });
  return check(name, true, { expected, actual, remedy: '' });
}

interface Row {
  readonly pod: string;
  readonly had: number;
  readonly counted: number;
}

function describe({ pod, had, counted }: Row) {
  return message('both-ends.row', { pod, had, counted });
}

/** Whatever the status: an answer of 503 is an answer. */
function answersOf({ requests }: Timeline): Map<string, number> {
  return countBy(requests, ({ pod, status }) => (status === null ? null : pod));
}
