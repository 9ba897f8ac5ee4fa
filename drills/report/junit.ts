import { ENGLISH } from '../language/say.ts';
import { sayVerdict } from '../language/verdict.ts';
import type { Check } from '../timeline.ts';
import { html, type Markup } from './escape.ts';
import { evidenceOf } from './evidence.ts';
import type { ReportedDrill } from './model.ts';
import { lossProperties } from './wording.ts';

/** As CI systems read it: a suite for each drill, a case for each check. */
export function junitXml(drills: readonly ReportedDrill[]): string {
  const suites = drills.map(suite);
  const totals = drills.map(counts);
  const total = (what: 'tests' | 'failures' | 'skipped') => totals.reduce((sum, one) => sum + one[what], 0);
  const page = html`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="drills" tests="${total('tests')}" failures="${total('failures')}" skipped="${total('skipped')}" errors="0">${suites}
</testsuites>
`;
  return page.text;
}

function suite(drill: ReportedDrill): Markup {
  const { timeline } = drill;
  const verdict = sayVerdict(drill.verdict, ENGLISH.say);
  const { tests, failures, skipped } = counts(drill);
  const cases =
    tests === verdict.checks.length
      ? verdict.checks.map((check) => testCase(verdict.drill, check))
      : [whole(drill)];
  return html`
  <testsuite name="${verdict.drill}" tests="${tests}" failures="${failures}" skipped="${skipped}" errors="0" time="${(timeline.durationMs / 1000).toFixed(3)}" timestamp="${timeline.startedAt}">
    <properties>${Object.entries({
      ...evidenceOf([timeline]),
      ...lossProperties(verdict),
      ...verdict.figures,
    }).map(
      ([name, value]) => html`
      <property name="${name}" value="${value}"/>`,
    )}
    </properties>${cases}
  </testsuite>`;
}

/** A drill without checks is one case: skipped, or failed before it could begin. */
function counts({ verdict }: ReportedDrill): { tests: number; failures: number; skipped: number } {
  if (verdict.checks.length > 0) {
    return {
      tests: verdict.checks.length,
      failures: verdict.checks.filter(({ passed }) => passed === false).length,
      skipped: verdict.checks.filter(({ passed }) => passed === null).length,
    };
  }
  return {
    tests: 1,
    failures: verdict.result === 'FAIL' ? 1 : 0,
    skipped: verdict.result === 'SKIP' ? 1 : 0,
  };
}

function testCase(drill: string, { name, passed, expected, actual, remedy }: Check<string>): Markup {
  if (passed)
    return html`
    <testcase classname="${drill}" name="${name}"/>`;
  if (passed === null)
    return html`
    <testcase classname="${drill}" name="${name}">
      <skipped message="${actual}"/>
    </testcase>`;
  return html`
    <testcase classname="${drill}" name="${name}">
      <failure message="${`${actual}, expected ${expected}`}">${remedy ?? ''}</failure>
    </testcase>`;
}

function whole(drill: ReportedDrill): Markup {
  const verdict = sayVerdict(drill.verdict, ENGLISH.say);
  const inside = {
    PASS: html``,
    FAIL: html`<failure message="${verdict.reason}"/>`,
    SKIP: html`<skipped message="${verdict.reason}"/>`,
  }[verdict.result];
  return html`
    <testcase classname="${verdict.drill}" name="${verdict.drill}">${inside}</testcase>`;
}
