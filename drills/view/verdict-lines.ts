import type { Say } from '../language/say.ts';
import { sayVerdict } from '../language/verdict.ts';
import type { Verdict } from '../timeline.ts';

const SIGNS = { true: '✓', false: '✗', null: '-' } as const;

export function printVerdict(verdict: Verdict, print: (line: string) => void, say: Say): void {
  const { drill, result, reason, deciding, checks, figures } = sayVerdict(verdict, say);
  print(`${result} ${drill}: ${result === 'PASS' && deciding !== '' ? deciding : reason}`);
  for (const { name, passed, expected, actual, remedy } of checks) {
    print(
      `  ${SIGNS[`${passed}`]} ${name}: ${actual}${passed === false ? ` (${say('expected')} ${expected})` : ''}`,
    );
    if (remedy !== undefined) print(`    ${say('remedy')}: ${remedy}`);
  }
  for (const [name, value] of Object.entries(figures)) print(`    ${name}: ${value}`);
}
