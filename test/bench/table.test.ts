import { expect, test } from 'vitest';
import type { Figure, Goal } from '../../bench/figures.ts';
import { isMet, type Turns, table } from '../../bench/table.ts';

const turns: Turns = {
  service: [110, 100, 120],
  fastify: [100, 100, 100],
  'fastify-silent': [90, 90, 90],
  bare: [50, 50, 60],
};

test('a ratio goal is judged by the median of the ratios', () => {
  expect(isMet({ atMost: 1.1, of: 'fastify' }, turns)).toBe(true);
  expect(isMet({ atMost: 1.09, of: 'fastify' }, turns)).toBe(false);
  expect(isMet({ atLeast: 2, of: 'bare' }, turns)).toBe(true);
  expect(isMet({ atLeast: 2.1, of: 'bare' }, turns)).toBe(false);
});

test('a goal without a peer is judged by the service alone', () => {
  expect(isMet({ atMost: 110 }, turns)).toBe(true);
  expect(isMet({ atMost: 109 }, turns)).toBe(false);
});

test('a row shows medians, spreads, ratios, the goal and whether it is met', () => {
  const text = table([{ figure: figure({ atMost: 1.1, of: 'fastify' }), turns }]);
  expect(text.split('\n').at(-1)).toBe(
    '| start, ms | 110 (100-120) | 100 (100-100) | 90 (90-90) | 50 (50-60) | 1.10x | 2.00x | <= 1.1x empty Fastify | yes |',
  );
});

test('a goal that is not met stands out', () => {
  expect(table([{ figure: figure({ atMost: 1, of: 'bare' }), turns }])).toMatch(/\| \*\*no\*\* \|$/);
});

test('of several goals every one has to hold', () => {
  const goals: Goal[] = [
    { atMost: 1.1, of: 'fastify' },
    { atMost: 1.9, of: 'bare' },
  ];
  expect(table([{ figure: figure(...goals), turns }])).toMatch(
    /<= 1.1x empty Fastify, <= 1.9x bare node:http \| \*\*no\*\* \|$/,
  );
});

test('there is no ratio to a peer that used nothing', () => {
  const idle = { ...turns, service: [0.3, 0.3, 0.3], fastify: [0, 0, 0], bare: [0, 0, 0] };
  expect(table([{ figure: figure({ atMost: 2 }), turns: idle }])).toContain('| - | - | <= 2 | yes |');
});

function figure(...goals: Goal[]): Figure {
  return { key: 'start', title: 'start', unit: 'ms', digits: 0, goals };
}
