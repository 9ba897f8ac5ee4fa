import { expect } from 'vitest';
import type { SaidVerdict } from '../../../drills/report/said-verdict.ts';
import { sayVerdict } from '../../../drills/report/said-verdict.ts';
import type { ClusterChange, Facts, RequestRecord, Timeline, Verdict } from '../../../drills/timeline.ts';
import { english } from '../../../messages/say.ts';

/** The verdict in English. */
export function inEnglish(verdict: Verdict): SaidVerdict {
  return sayVerdict(verdict, english);
}

export function expectPass(verdict: Verdict): void {
  expect(verdict.checks.filter((check) => check.passed === false)).toEqual([]);
  expect(verdict.result).toBe('PASS');
}

export function failedChecks(verdict: Verdict): string[] {
  return inEnglish(verdict).checks.flatMap(({ name, passed }) => (passed === false ? [name] : []));
}

/** The named check failed, says what was seen, and says what to do. */
export function expectFailure(given: Verdict, name: string, actual: RegExp | string): void {
  const verdict = inEnglish(given);
  expect(verdict.result).toBe('FAIL');
  const failed = verdict.checks.filter((check) => check.passed === false);
  expect(failed.map((check) => check.name)).toContain(name);
  const check = failed.find((one) => one.name === name);
  expect(check?.actual).toMatch(actual);
  expect(check?.remedy).toBeTruthy();
}

export function expectOnlyFailure(verdict: Verdict, name: string, actual: RegExp | string): void {
  expectFailure(verdict, name, actual);
  expect(verdict.checks.filter((check) => check.passed === false)).toHaveLength(1);
  expect(english(verdict.reason).startsWith(name)).toBe(true);
}

/** The remedy of the first failed check. */
export function remedyOf(verdict: Verdict): string {
  return inEnglish(verdict).checks.find((check) => check.passed === false)?.remedy ?? '';
}

export function changing(timeline: Timeline, change: (one: ClusterChange) => ClusterChange | null): Timeline {
  const changes = timeline.changes.map((one) => change(structuredClone(one))).filter((one) => one !== null);
  return { ...timeline, changes };
}

export function withoutChangesAfter(timeline: Timeline, atMs: number): Timeline {
  return changing(timeline, (one) => (one.atMs <= atMs ? one : null));
}

export function answering(
  timeline: Timeline,
  answer: (one: RequestRecord) => RequestRecord | null,
): Timeline {
  return { ...timeline, requests: timeline.requests.map(answer).filter((one) => one !== null) };
}

export function withFacts<Own extends Facts>(
  timeline: Timeline<Own>,
  facts: NoInfer<Partial<Own>>,
): Timeline<Own> {
  return { ...timeline, facts: { ...timeline.facts, ...facts } };
}

export function withoutFact(timeline: Timeline, name: string): Timeline {
  const { [name]: _, ...facts } = timeline.facts;
  return { ...timeline, facts };
}
