import { expect, test } from 'vitest';
import { Probability } from '../../../src/faults/probability.ts';

test('the same seed gives the same numbers, another seed others', () => {
  const numbers = (seed: number) => {
    const probability = new Probability(seed);
    return Array.from({ length: 100 }, () => probability.next());
  };
  expect(numbers(1)).toEqual(numbers(1));
  expect(numbers(1)).not.toEqual(numbers(2));
});

test('numbers lie in [0, 1) and fall evenly', () => {
  const probability = new Probability(1);
  const tenths = Array(10).fill(0);
  for (let count = 0; count < 100_000; count++) {
    const value = probability.next();
    expect(value >= 0 && value < 1).toBe(true);
    tenths[Math.floor(value * 10)]++;
  }
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});

test.each([0, 30, 100])('what has %d %% happens that often', (percent) => {
  const probability = new Probability(1);
  let times = 0;
  for (let count = 0; count < 10_000; count++) if (probability.happens(percent)) times++;
  expect(Math.abs(times - percent * 100)).toBeLessThanOrEqual(200);
});
