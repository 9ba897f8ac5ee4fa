import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { TRAFFIC } from '../../observability/dashboard/queries.ts';
import { WORKLOAD } from '../../scripts/workload.ts';
import { prometheusIsMissing, promtool, temporaryFile } from './promtool.ts';
import { alertRules, needsTheCluster, readProjectFile } from './shipped-files.ts';

interface UnitTest {
  readonly alert_rule_test: readonly { alertname: string; exp_alerts: readonly unknown[] }[];
}

const unitTests = parse(readProjectFile('test/observability/alerts.promtool.yaml')) as {
  readonly tests: readonly UnitTest[];
};
const rulesText = readProjectFile('observability/config/alert-rules.yaml');

test.skipIf(prometheusIsMissing)('promtool accepts the rules and has no complaint', () => {
  const file = temporaryFile('alert-rules.yaml', rulesText);

  expect(promtool(['check', 'rules', '--lint=all', '--lint-fatal', file]).output).toContain('8 rules found');
});

describe.skipIf(prometheusIsMissing)('the unit tests of the alerts', () => {
  test('pass', () => {
    expect(runUnitTests(rulesText)).toMatchObject({ ok: true });
  });

  test.each(alertRules.map(({ alert }) => alert))('see %s keep quiet, fire and resolve', (alert) => {
    const tests = unitTests.tests.filter(({ alert_rule_test }) => alert_rule_test[0]?.alertname === alert);
    const course = tests.flatMap(({ alert_rule_test }) => alert_rule_test);

    expect(course.map(({ exp_alerts }) => exp_alerts.length > 0)).toEqual([false, true, false]);
    expect(runUnitTests(withExpression(alert, 'vector(0) > 1'), tests).ok, 'an alert that never fires').toBe(
      false,
    );
    expect(runUnitTests(withExpression(alert, 'vector(1)'), tests).ok, 'an alert that never ends').toBe(
      false,
    );
  });
});

test('only the alerts about what Kubernetes alone knows need more than the metrics of the service', () => {
  const names = alertRules.filter(({ expr }) => needsTheCluster(expr)).map(({ alert }) => alert);

  expect(names).toEqual(['ContainerOOMKilled', 'RolloutStuck', 'AutoscalerAtMaximum']);
});

test('the alerts select the workload by its names, and count the requests that the dashboard counts', () => {
  const { name, container, podRegex } = WORKLOAD;
  const selectors = alertRules.flatMap(({ expr }) => expr.match(/(?<=\{)[^}]*(?=\})/g) ?? []);

  expect(selectors).toHaveLength(8);
  for (const selector of selectors) {
    const ofRequests = selector.startsWith(`pod=~"${podRegex}", ${TRAFFIC}`);
    const ofObject = [
      `container="${container}"`,
      `deployment="${name}"`,
      `horizontalpodautoscaler="${name}"`,
    ];
    expect(ofRequests || ofObject.some((one) => selector.startsWith(one)), selector).toBe(true);
  }
});

function runUnitTests(rules: string, tests = unitTests.tests) {
  const ruleFile = temporaryFile('rules.yaml', rules);
  return promtool([
    'test',
    'rules',
    temporaryFile('tests.json', { ...unitTests, tests, rule_files: [ruleFile] }),
  ]);
}

function withExpression(alert: string, expr: string): string {
  const file = parse(rulesText) as { groups: { rules: { alert: string; expr: string }[] }[] };
  for (const { rules } of file.groups) {
    for (const rule of rules) if (rule.alert === alert) rule.expr = expr;
  }
  return JSON.stringify(file);
}
