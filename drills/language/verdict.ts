import type { Check, Verdict } from '../timeline.ts';
import type { Say } from './say.ts';

/**
 * For a reader; machines read the English one. The names of drills and the results are the same in every
 * language.
 */
export function sayVerdict(verdict: Verdict, say: Say): Verdict<string> {
  return {
    ...verdict,
    reason: say(verdict.reason),
    deciding: say(verdict.deciding),
    checks: verdict.checks.map((check) => sayCheck(check, say)),
    lossCauses: verdict.lossCauses.map((one) => ({
      ...one,
      cause: say(one.cause),
      remedy: say(one.remedy),
    })),
    figures: Object.fromEntries(
      Object.entries(verdict.figures).map(([name, value]) => [say(name), say(value)]),
    ),
  };
}

function sayCheck({ name, passed, expected, actual, remedy }: Check, say: Say): Check<string> {
  const said = { name: say(name), passed, expected: say(expected), actual: say(actual) };
  return remedy === undefined ? said : { ...said, remedy: say(remedy) };
}
