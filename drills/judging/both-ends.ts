import { message } from '../../messages/all.ts';
import type { Check, Timeline } from '../timeline.ts';
import { check, notChecked } from './check.ts';
import { readyPeriods } from './endpoints.ts';
import { countBy } from './traffic.ts';

/**
 * What the client had from each pod, and what that pod counted. A client that counts alone takes a retry or a
 * duplicate by a proxy for one request.
 */
export function countedAtBothEnds(timeline: Timeline): Check {
  const name = message('both-ends');
  const expected = message('both-ends.expected');
  const { answersCounted } = timeline.facts;
  if (answersCounted === undefined) return notChecked(name, expected, message('both-ends.recordingIsOlder'));
  const had = answersOf(timeline);
  const pods = [...new Set([...Object.keys(answersCounted), ...had.keys()])];
  const rows = pods.map((pod) => ({ pod, had: had.get(pod) ?? 0, counted: answersCounted[pod] ?? null }));
  // A pod that was never an endpoint, such as one without an image, had nothing to count.
  const endpoints = new Set(readyPeriods(timeline).flatMap((period) => [...period.pods]));
  const untold = rows.filter(
    ({ pod, counted, had: from }) => counted === null && (from > 0 || endpoints.has(pod)),
  );
  const told = rows.filter((row): row is Row => row.counted !== null);
  const fewer = told.filter((row) => row.counted < row.had);
  const more = told.filter((row) => row.counted > row.had);
  // An answer that did not arrive is one that the pod has counted and the client has lost.
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
    pods: told.length,
    requests: told.reduce((sum, { counted }) => sum + counted, 0),
  });
  if (untold.length > 0)
    return {
      name,
      passed: null,
      expected,
      actual: message('both-ends.untold', { pods: untold.map(({ pod }) => pod), equal }),
    };
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
