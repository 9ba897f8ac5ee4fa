import type { Check, CommonFacts, Facts, Text, Timeline } from '../timeline.ts';

export interface Finding {
  readonly expected: Text;
  readonly actual: Text;
  readonly remedy: Text;
}

export function check(name: Text, passed: boolean, { remedy, ...seen }: Finding): Check {
  return passed ? { name, passed, ...seen } : { name, passed, ...seen, remedy };
}

/**
 * A check that needs facts of the drill: where one is missing it fails and says which, whatever `judge` would
 * make of it.
 */
export function checkFacts<Own extends Facts, Name extends keyof (Own & CommonFacts) & string>(
  name: Text,
  timeline: Timeline<Own>,
  needed: readonly Name[],
  judge: (facts: { readonly [N in Name]: (Own & CommonFacts)[N] }) => Finding & { readonly passed: boolean },
): Check {
  const { facts } = timeline;
  const missing = needed.filter((one) => facts[one] === undefined);
  if (missing.length > 0) {
    return check(name, false, {
      expected: `the drill to note ${missing.join(', ')}`,
      actual: `not noted: ${missing.join(', ')}`,
      remedy: 'the drill ended before that, or this recording is of another version: see the checks above',
    });
  }
  const { passed, ...finding } = judge(facts as { readonly [N in Name]: (Own & CommonFacts)[N] });
  return check(name, passed, finding);
}

/** Figures that were not reached are left out. */
export function present<Words extends Text>(
  figures: Readonly<Record<string, Words | null>>,
): Record<string, Words> {
  return Object.fromEntries(
    Object.entries(figures).filter((entry): entry is [string, Words] => entry[1] !== null),
  );
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
