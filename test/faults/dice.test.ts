import { expect, test } from 'vitest';
import { dice } from '../../src/faults/dice.ts';

test('the same seed rolls the same numbers, another seed others', () => {
  const roll = (seed: number) => Array.from({ length: 100 }, dice(seed));
  expect(roll(1)).toEqual(roll(1));
  expect(roll(1)).not.toEqual(roll(2));
});

test('rolls lie in [0, 1) and fall evenly', () => {
  const roll = dice(1);
  const tenths = Array(10).fill(0);
  for (let count = 0; count < 100_000; count++) {
    const value = roll();
    expect(value >= 0 && value < 1).toBe(true);
    tenths[Math.floor(value * 10)]++;
  }
  for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});
