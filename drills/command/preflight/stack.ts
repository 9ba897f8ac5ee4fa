import type { Stack, StackAddresses } from '../../../observability/stack/discovery.ts';
import { check } from '../../judging/check.ts';
import type { Check } from '../../timeline.ts';

/** Grafana alone shows nothing. */
export function isAbsent({ prometheus, loki }: Stack): boolean {
  return prometheus === null && loki === null;
}

export function whyAbsent({ tried }: Stack): string {
  const seen = tried.length === 0 ? '' : ` (${tried.join('; ')})`;
  return `no Prometheus and no Loki in this cluster${seen}: npm run up -- --monitoring brings them, --prometheus, --loki and --grafana name yours`;
}

/** Whoever names an address wants that one looked at: no skipping, and no other in its place. */
export function checkGivenAddresses(stack: Stack, given: StackAddresses): Check {
  const silent = (['prometheus', 'loki', 'grafana'] as const).filter(
    (kind) => given[kind] !== null && stack[kind] === null,
  );
  return check('the given addresses answer', silent.length === 0, {
    expected: 'each as the program that it is given for',
    actual:
      silent.length === 0
        ? 'each does'
        : silent.map((kind) => `--${kind}: ${saidOf(stack, given[kind])}`).join('; '),
    remedy: 'curl the address from here; or leave the flag out: the API server finds it by label and port',
  });
}

function saidOf({ tried }: Stack, address: string | null): string {
  const start = address?.replace(/\/$/, '') ?? '';
  return tried.find((line) => line.startsWith(start)) ?? 'no answer';
}
