import type { Verdict } from '../timeline.ts';
import type { View } from './view.ts';

const SIGNS = { true: '✓', false: '✗' } as const;

export function printVerdict({ drill, result, reason, checks, figures }: Verdict, view: View): void {
  view.line(`${result} ${drill}: ${reason}`);
  for (const { name, passed, expected, actual, remedy } of checks) {
    view.line(`  ${SIGNS[`${passed}`]} ${name}: ${actual}${passed ? '' : ` (expected ${expected})`}`);
    if (remedy !== undefined) view.line(`    remedy: ${remedy}`);
  }
  for (const [name, value] of Object.entries(figures)) view.line(`    ${name}: ${value}`);
}
