import { message } from '../../messages/all.ts';
import type { Message } from '../../messages/message.ts';
import type { Check, CommonFacts, Facts, Figure, Text, Timeline } from '../timeline.ts';

export interface Finding {
  readonly expected: Text;
  readonly actual: Text;
  readonly remedy: Text;
}

export function check(name: Text, passed: boolean | null, { remedy, ...seen }: Finding): Check {
  return passed !== false ? { name, passed, ...seen } : { name, passed, ...seen, remedy };
}

/** Neither passed nor failed: a check over nothing proves nothing. */
export function notChecked(name: Text, expected: Text, why: Text): Check {
  return { name, passed: null, expected, actual: message('check.notChecked', { reason: why }) };
}

/**
 * A check that needs facts of the drill. It fails where a fact is missing, and names the fact. In a drill
 * that ended early it is not checked.
 */
export function checkFacts<Own extends Facts, Name extends keyof (Own & CommonFacts) & string>(
  name: Text,
  timeline: Timeline<Own>,
  needed: readonly Name[],
  judge: (facts: { readonly [N in Name]: (Own & CommonFacts)[N] }) => Finding & {
    readonly passed: boolean | null;
  },
): Check {
  const { facts } = timeline;
  const missing = needed.filter((one) => facts[one] === undefined);
  const expected = message('check.factsExpected', { facts: missing.join(', ') });
  if (missing.length > 0 && facts.gaveUp !== undefined)
    return notChecked(name, expected, message('check.endedBeforeFacts', { facts: missing.join(', ') }));
  if (missing.length > 0) {
    return check(name, false, {
      expected,
      actual: message('check.factsMissing', { facts: missing.join(', ') }),
      remedy: message('check.seeChecksAbove'),
    });
  }
  const { passed, ...finding } = judge(facts as { readonly [N in Name]: (Own & CommonFacts)[N] });
  return check(name, passed, finding);
}

/** The value is null where the drill did not get that far. */
export type FigureRow = readonly [name: Text, value: Text | null];

/** Leaves out the figures without a value. */
export function present(rows: readonly FigureRow[]): Figure[] {
  return rows.flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}

/** Null where the drill did not reach one of the two times. */
export function secondsBetween(
  fromMs: number | null | undefined,
  untilMs: number | null | undefined,
): Message | null {
  return fromMs == null || untilMs == null ? null : seconds(untilMs - fromMs);
}

/** `30.3 s`, in the language of the reader. */
export function seconds(milliseconds: number): Message {
  return message('duration.tenths', { ms: milliseconds });
}
