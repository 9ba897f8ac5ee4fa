import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expectedRange, quantile, silenceThreshold } from '../../../../src/page/state/chance.ts';

describe('the expected range', () => {
  test('of 100 requests over two pods is 37 to 63, as in a table of the binomial distribution', () => {
    expect(expectedRange(100, 2)).toEqual({ lowest: 37, highest: 63 });
  });

  test('holds 43 of 100 over two pods: this looks like a defect and is chance', () => {
    const { lowest } = expectedRange(100, 2);
    expect(43).toBeGreaterThanOrEqual(lowest);
  });

  test('holds at least 99 % of the cases, and would not with one case less at either end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 2, max: 10 }), (requests, pods) => {
        const { lowest, highest } = expectedRange(requests, pods);
        const chances = binomial(requests, 1 / pods);
        const sum = (from: number, to: number) =>
          chances.slice(from, to + 1).reduce((total, each) => total + each, 0);
        expect(sum(lowest, highest)).toBeGreaterThanOrEqual(0.99 - 1e-9);
        expect(sum(0, lowest)).toBeGreaterThan(0.005 - 1e-9);
        expect(sum(highest, requests)).toBeGreaterThan(0.005 - 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  test('exists for a minute of 20 requests a second, where naive probabilities are zero', () => {
    const { lowest, highest } = expectedRange(1200, 2);
    expect(lowest).toBeGreaterThan(550);
    expect(highest).toBeLessThan(650);
    expect(expectedRange(24_000, 3).lowest).toBeGreaterThan(7700);
  });

  test('of a single pod is everything', () => {
    expect(expectedRange(50, 1)).toEqual({ lowest: 50, highest: 50 });
  });
});

describe('silence', () => {
  test('needs as many requests as chance does not explain: 20 with two pods, 49 with four', () => {
    expect(silenceThreshold(2)).toBe(20);
    expect(silenceThreshold(4)).toBe(49);
  });

  test('of a single pod needs three requests', () => {
    expect(silenceThreshold(1)).toBe(3);
  });
});

test('a quantile is the nearest rank; no values have no quantile', () => {
  expect(quantile([3, 1, 2, 4], 0.5)).toBe(2);
  expect(quantile([3, 1, 2, 4], 0.99)).toBe(4);
  expect(quantile([7], 0.5)).toBe(7);
  expect(quantile([], 0.5)).toBeNull();
});

/** Pascal's recursion: it shares nothing with the code under test. */
function binomial(trials: number, chance: number): number[] {
  let row = [1];
  for (let trial = 0; trial < trials; trial += 1) {
    const next = new Array<number>(row.length + 1).fill(0);
    for (const [hits, each] of row.entries()) {
      next[hits] = (next[hits] ?? 0) + each * (1 - chance);
      next[hits + 1] = (next[hits + 1] ?? 0) + each * chance;
    }
    row = next;
  }
  return row;
}
