import type { Finding } from '../../drills/judging/check.ts';
import { message } from '../../messages/all.ts';
import { type Text, textOf } from '../../messages/message.ts';
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
export function notFound(kind: StackKind, tried: readonly Text[]): Cause {
  const silent = tried.find((line) => new RegExp(kind, 'i').test(textOf(line).split(': ')[0] ?? ''));
  if (silent !== undefined) {
    return {
      actual: message('stack.silent', { name: NAMES[kind], error: silent }),
      remedy: message('stack.isItReady'),
    };
  }
  return {
    actual: message('stack.none', { name: NAMES[kind] }),
    remedy: message('stack.bring', { flag: `--${kind}` }),
  };
}

export function noAnswer({ where, problem }: { where: string; problem: Text | null }): Cause {
  return {
    actual: message('stack.problem', { where, problem: problem ?? '' }),
    remedy: message('stack.seeItsLog', { where }),
  };
}
