import type { Say } from '../../messages/say.ts';
import type { Text, Verdict } from '../timeline.ts';

/** A verdict with its sentences in another form, and its figures by name. */
export type PutVerdict<Words> = Omit<Verdict<Words>, 'figures'> & {
  readonly figures: Readonly<Record<string, Words>>;
};

export type SaidVerdict = PutVerdict<string>;

/**
 * For a reader; programs read report.json. The names of drills and the results are the same in every
 * language.
 */
export function sayVerdict(verdict: Verdict, say: Say): SaidVerdict {
  return mapVerdict(verdict, say, say);
}

/** Applies `put` to each sentence, and `nameOf` to the name of each figure. */
export function mapVerdict<Words>(
  verdict: Verdict,
  put: (text: Text) => Words,
  nameOf: Say,
): PutVerdict<Words> {
  return {
    ...verdict,
    reason: put(verdict.reason),
    headline: put(verdict.headline),
    checks: verdict.checks.map(({ name, passed, expected, actual, remedy }) => {
      const said = { name: put(name), passed, expected: put(expected), actual: put(actual) };
      return remedy === undefined ? said : { ...said, remedy: put(remedy) };
    }),
    lossCauses: verdict.lossCauses.map((one) => ({ ...one, cause: put(one.cause), remedy: put(one.remedy) })),
    figures: Object.fromEntries(verdict.figures.map(({ name, value }) => [nameOf(name), put(value)])),
  };
}
