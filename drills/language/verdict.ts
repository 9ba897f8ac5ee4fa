import type { Check, Verdict } from '../timeline.ts';
import type { Say } from './say.ts';

/**
 * For a reader; machines read the English one. The names of drills and the results are the same in every
 * language.
 */
export function sayVerdict(verdict: Verdict, say: Say): Verdict {
  return {
    ...verdict,
    reason: sayReason(verdict, say),
    deciding: say(verdict.deciding),
    checks: verdict.checks.map((check) => sayCheck(check, say)),
    figures: Object.fromEntries(
      Object.entries(verdict.figures).map(([name, value]) => [say(name), say(value)]),
    ),
  };
}

/** That of a failure is made of a check's name and what was seen, which are sentences of their own. */
function sayReason({ reason, checks }: Verdict, say: Say): string {
  const failed = checks.find(({ name, actual }) => reason === `${name}: ${actual}`);
  return failed === undefined ? say(reason) : `${say(failed.name)}: ${say(failed.actual)}`;
}

function sayCheck({ name, passed, expected, actual, remedy }: Check, say: Say): Check {
  const said = { name: say(name), passed, expected: say(expected), actual: say(actual) };
  return remedy === undefined ? said : { ...said, remedy: say(remedy) };
}
