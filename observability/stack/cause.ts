import type { Finding } from '../../drills/judging/check.ts';
import { message } from '../../messages/all.ts';
import { type Text, textOf } from '../../messages/message.ts';
import type { StackKind } from './stack-service.ts';

/** Why something is missing, and what to do. */
export type Cause = Pick<Finding, 'actual' | 'remedy'>;

export function cause(actual: Text, remedy: Text): Cause {
  return { actual, remedy };
}

/** A check without its name. The drill judges what it recorded, `monitoring -- check` what it reads now. */
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
    return cause(message('stack.silent', { name: NAMES[kind], error: silent }), message('stack.isItReady'));
  }
  return cause(message('stack.none', { name: NAMES[kind] }), message('stack.bring', { flag: `--${kind}` }));
}

export function noAnswer({ where, problem }: { where: string; problem: Text | null }): Cause {
  return cause(
    message('stack.problem', { where, problem: problem ?? '' }),
    message('stack.seeItsLog', { where }),
  );
}
