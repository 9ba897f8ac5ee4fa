import { message } from '../../../messages/all.ts';
import type { Say } from '../../../messages/say.ts';
import { formatLossBound } from '../../judging/loss-bound.ts';
import type { Verdict } from '../../timeline.ts';
import { headlineOf } from '../wording.ts';

const SIGNS = { true: '✓', false: '✗', null: '-' } as const;
/** The report has all of them. */
const MOST_CAUSES = 6;

export function printVerdict(verdict: Verdict, print: (line: string) => void, say: Say): void {
  const { drill, result, checks, loss, control, lossCauses, figures } = verdict;
  print(`${result} ${drill}: ${say(headlineOf(verdict))}`);
  for (const { name, passed, expected, actual, remedy } of checks) {
    const seen = passed === false ? message('report.asExpected', { actual, expected }) : actual;
    print(`  ${SIGNS[`${passed}`]} ${say(name)}: ${say(seen)}`);
    if (remedy !== undefined) print(`    ${say(message('view.remedy', { remedy }))}`);
  }
  // Where nothing is lost, the check has the same sentence.
  if (loss !== null && loss.lost > 0) print(`    ${say(formatLossBound(loss.lost, loss.sent))}`);
  if (control !== null) print(`    ${say(message('losses.meant', { ...control }))}`);
  // The failed check already has a single cause.
  const listed = lossCauses.length === 1 && control === null ? [] : lossCauses.slice(0, MOST_CAUSES);
  for (const { cause, remedy } of listed) {
    print(`    ${say(message('view.lost', { cause }))}`);
    print(`      ${say(message('view.remedy', { remedy }))}`);
  }
  const more = lossCauses.length - MOST_CAUSES;
  if (more > 0) print(`    ${say(message('view.moreCauses', { more }))}`);
  for (const { name, value } of figures) print(`    ${say(name)}: ${say(value)}`);
}
