import type { Finding } from '../../drills/judging/check.ts';
import type { StackKind } from './stack-service.ts';

export type Cause = Pick<Finding, 'actual' | 'remedy'>;

/** What a check is made of: the drill asks what it noted, `monitoring -- check` what it reads now. */
export type Judged = Finding & { readonly passed: boolean };

export const NAMES: Readonly<Record<StackKind, string>> = {
  prometheus: 'Prometheus',
  loki: 'Loki',
  grafana: 'Grafana',
};

/** A Prometheus that does not answer is reported differently from a missing one. */
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
