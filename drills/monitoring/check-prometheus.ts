import { checkFacts, type Finding } from '../judging/check.ts';
import type { Check, Timeline } from '../timeline.ts';
import type { MonitoringFacts, PrometheusSeen } from './seen.ts';
import type { StackKind } from './stack-service.ts';

export type Cause = Pick<Finding, 'actual' | 'remedy'>;

const NAMES: Readonly<Record<StackKind, string>> = {
  prometheus: 'Prometheus',
  loki: 'Loki',
  grafana: 'Grafana',
};

/** One that is there and silent is another matter than none. */
export function notFound(kind: StackKind, tried: readonly string[]): Cause {
  const silent = tried.find((line) => new RegExp(kind, 'i').test(line.split(': ')[0] ?? ''));
  if (silent !== undefined) {
    return {
      actual: `${NAMES[kind]} does not answer: ${silent}`,
      remedy: 'kubectl get pods -A: is its pod running and ready? kubectl describe it',
    };
  }
  return {
    actual: `there is no ${NAMES[kind]}`,
    remedy: `npm run up -- --monitoring, or name yours with --${kind} URL`,
  };
}

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
  return checkFacts(
    name,
    timeline,
    ['prometheus', 'tried', 'leakingPod', 'namespace'],
    ({ prometheus, tried, ...facts }) => {
      const expected = `an answer of Prometheus about ${facts.leakingPod}`;
      if (prometheus === null) return { passed: false, expected, ...notFound('prometheus', tried) };
      if (prometheus.problem !== null) return { passed: false, expected, ...noAnswer(prometheus) };
      return judge(prometheus, facts);
    },
  );
}
