import { message } from '../../../messages/all.ts';
import { textOf } from '../../../messages/message.ts';
import type { Stack, StackAddresses } from '../../../observability/stack/discovery.ts';
import { check } from '../../judging/check.ts';
import type { Check, Text } from '../../timeline.ts';

/** Grafana alone has nothing to show. */
export function isAbsent({ prometheus, loki }: Stack): boolean {
  return prometheus === null && loki === null;
}

export function whyAbsent({ tried }: Stack): Text {
  return tried.length === 0 ? message('stack.absent') : message('stack.absentTried', { tried });
}

/** An address that a flag names must answer: no other one is taken in its place. */
export function checkGivenAddresses(stack: Stack, given: StackAddresses): Check {
  const silent = (['prometheus', 'loki', 'grafana'] as const).filter(
    (kind) => given[kind] !== null && stack[kind] === null,
  );
  return check(message('stack.given'), silent.length === 0, {
    expected: message('stack.givenExpected'),
    actual:
      silent.length === 0
        ? message('stack.eachAnswers')
        : message('sentences', {
            items: silent.map((kind) =>
              message('stack.byFlag', { flag: `--${kind}`, said: saidOf(stack, given[kind]) }),
            ),
          }),
    remedy: message('stack.curl'),
  });
}

function saidOf({ tried }: Stack, address: string | null): Text {
  const start = address?.replace(/\/$/, '') ?? '';
  return tried.find((line) => textOf(line).startsWith(start)) ?? message('stack.noAnswer');
}
