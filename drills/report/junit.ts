import { english } from '../../messages/say.ts';
import type { Check, Timeline } from '../timeline.ts';
import { html, type Markup } from './escape.ts';
import { evidenceOf } from './evidence.ts';
import type { ReportedDrill } from './model.ts';
import { type SaidVerdict, sayVerdict } from './said-verdict.ts';
import { lossProperties } from './wording.ts';

/** As CI systems read it: a suite for each drill, a case for each check. */
export function junitXml(drills: readonly ReportedDrill[]): string {
  const suites = drills.map(({ timeline, verdict }) => ({ timeline, verdict: sayVerdict(verdict, english) }));
  return html`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="drills" ${countsOf(suites.flatMap(({ verdict }) => casesOf(verdict)))}>${suites.map(suite)}
</testsuites>
`.text;
}

function suite({ timeline, verdict }: { timeline: Timeline; verdict: SaidVerdict }): Markup {
  const checks = casesOf(verdict);
  const properties = { ...evidenceOf([timeline]), ...lossProperties(verdict), ...verdict.figures };
  return html`
  <testsuite name="${verdict.drill}" ${countsOf(checks)} time="${(timeline.durationMs / 1000).toFixed(3)}" timestamp="${timeline.startedAt}">
    <properties>${Object.entries(properties).map(
      ([name, value]) => html`
      <property name="${name}" value="${value}"/>`,
    )}
    </properties>${checks.map((check) => testCase(verdict.drill, check))}
  </testsuite>`;
}

/** A drill without checks is one case: skipped, or failed before it could begin. */
function casesOf({ checks, drill, result, reason }: SaidVerdict): readonly Check<string>[] {
  if (checks.length > 0) return checks;
  const passed = { PASS: true, FAIL: false, SKIP: null }[result];
  return [{ name: drill, passed, expected: '', actual: reason }];
}

function countsOf(checks: readonly Check<string>[]): Markup {
  const count = (result: Check['passed']) => checks.filter(({ passed }) => passed === result).length;
  return html`tests="${checks.length}" failures="${count(false)}" skipped="${count(null)}" errors="0"`;
}

function testCase(drill: string, { name, passed, expected, actual, remedy = '' }: Check<string>): Markup {
  if (passed)
    return html`
    <testcase classname="${drill}" name="${name}"/>`;
  const message = expected === '' ? actual : `${actual}, expected ${expected}`;
  return html`
    <testcase classname="${drill}" name="${name}">
      ${passed === null ? html`<skipped message="${actual}"/>` : html`<failure message="${message}">${remedy}</failure>`}
    </testcase>`;
}
