import { checkFacts, type Finding } from '../judging/check.ts';
import type { Check, Timeline } from '../timeline.ts';
import type { MonitoringFacts, PrometheusSeen } from './seen.ts';

export type Cause = Pick<Finding, 'actual' | 'remedy'>;

export const NO_PROMETHEUS: Cause = {
  actual: 'there is no Prometheus',
  remedy: 'npm run up -- --monitoring, or name yours with --prometheus URL',
};

export function noAnswer({ where, problem }: { where: string; problem: string | null }): Cause {
  return {
    actual: `${where}: ${problem}`,
    remedy: `kubectl get pods -A, and the log of the pod behind ${where}`,
  };
}

export function checkWithPrometheus(
  name: string,
  timeline: Timeline<MonitoringFacts>,
  judge: (
    prometheus: PrometheusSeen,
    facts: { readonly leakingPod: string; readonly namespace: string },
  ) => Finding & { readonly passed: boolean },
): Check {
  return checkFacts(name, timeline, ['prometheus', 'leakingPod', 'namespace'], ({ prometheus, ...facts }) => {
    const expected = `an answer of Prometheus about ${facts.leakingPod}`;
    if (prometheus === null) return { passed: false, expected, ...NO_PROMETHEUS };
    if (prometheus.problem !== null) return { passed: false, expected, ...noAnswer(prometheus) };
    return judge(prometheus, facts);
  });
}
