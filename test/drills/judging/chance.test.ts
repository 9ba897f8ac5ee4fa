import { describe, expect, it } from 'vitest';
import { randomChoiceRange } from '../../../drills/judging/chance.ts';

describe('the range of random choice', () => {
  it('matches tables of the binomial distribution', () => {
    // P(X <= 2) = 0.0065, P(X <= 1) = 0.0010 for n = 12, p = 0.5 (doubled for both ends: 1.3 %, 0.2 %... of 1
    // %)
    expect(randomChoiceRange(12, 2, 0.01)).toEqual({ lowest: 2, highest: 10 });
    expect(randomChoiceRange(100, 2, 0.01)).toEqual({ lowest: 37, highest: 63 });
  });

  it('is close to 2.576 standard deviations for many requests', () => {
    const { lowest, highest } = randomChoiceRange(10_000, 4, 0.01);
    const deviation = Math.sqrt(10_000 * 0.25 * 0.75);
    expect(Math.abs(lowest - (2500 - 2.576 * deviation))).toBeLessThan(2);
    expect(Math.abs(highest - (2500 + 2.576 * deviation))).toBeLessThan(2);
  });

  it('holds for more requests than a power of one half can express', () => {
    const { lowest, highest } = randomChoiceRange(5000, 2, 0.01);
    expect(lowest).toBeGreaterThan(2380);
    expect(highest).toBeLessThan(2620);
    expect(lowest + highest).toBe(5000);
  });

  it('leaves out at most the rarity that was asked for, checked by choosing at random', () => {
    const { lowest, highest } = randomChoiceRange(60, 3, 0.1);
    let seed = 1;
    let outside = 0;
    for (let run = 0; run < 4000; run += 1) {
      let count = 0;
      for (let request = 0; request < 60; request += 1) {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        if (seed < 2 ** 32 / 3) count += 1;
      }
      if (count < lowest || count > highest) outside += 1;
    }
    expect(outside / 4000).toBeLessThan(0.1);
    expect(outside / 4000).toBeGreaterThan(0.03);
  });

  it('gives everything to the only choice', () => {
    expect(randomChoiceRange(50, 1, 0.01)).toEqual({ lowest: 50, highest: 50 });
  });
});
