import { formatLossBound } from '../../judging/loss-bound.ts';
import type { Say } from '../../language/say.ts';
import { sayVerdict } from '../../language/verdict.ts';
import type { Verdict } from '../../timeline.ts';

const SIGNS = { true: '✓', false: '✗', null: '-' } as const;
/** More than these are in the report. */
const MOST_CAUSES = 6;

export function printVerdict(verdict: Verdict, print: (line: string) => void, say: Say): void {
  const { drill, result, reason, deciding, checks, loss, control, lossCauses, figures } = sayVerdict(
    verdict,
    say,
  );
  print(`${result} ${drill}: ${result === 'PASS' && deciding !== '' ? deciding : reason}`);
  for (const { name, passed, expected, actual, remedy } of checks) {
    print(
      `  ${SIGNS[`${passed}`]} ${name}: ${actual}${passed === false ? ` (${say('expected')} ${expected})` : ''}`,
    );
    if (remedy !== undefined) print(`    ${say('remedy')}: ${remedy}`);
  }
  // Where nothing is lost it stands with the check.
  if (loss !== null && loss.lost > 0) print(`    ${say(formatLossBound(loss.lost, loss.sent))}`);
  if (control !== null) print(`    ${say(`meant to be lost: ${control.lost} of ${control.sent}`)}`);
  // The only one there is stands with the check that it failed.
  const listed = lossCauses.length === 1 && control === null ? [] : lossCauses.slice(0, MOST_CAUSES);
  for (const { cause, remedy } of listed) {
    print(`    ${say('lost')}: ${cause}`);
    print(`      ${say('remedy')}: ${remedy}`);
  }
  if (lossCauses.length > MOST_CAUSES)
    print(`    ${say(`and ${lossCauses.length - MOST_CAUSES} more causes, in the report`)}`);
  for (const [name, value] of Object.entries(figures)) print(`    ${name}: ${value}`);
}
