import type { Finding } from './finding.ts';

const SIGNS = { there: 'ok     ', missing: 'MISSING', unknown: '?      ' } as const;

export function lineOf({ what, state, seen, remedy }: Finding): string {
  return `${SIGNS[state]}  ${what}: ${seen}${remedy ? `\n         -> ${remedy}` : ''}`;
}
