import { describe, expect, it } from 'vitest';
import {
  formatLossBound,
  formatShare,
  lossBound,
  requestsToExclude,
} from '../../../drills/judging/loss-bound.ts';

describe('the bound on what may be lost', () => {
  // Upper ends of Clopper and Pearson's two-sided 90 % interval, whose 5 % at each end is the one-sided 95 %:
  // as R's binom.test(x, n, alternative = "less") prints them.
  it.each([
    [0, 10, 0.2588656],
    [1, 10, 0.3941633],
    [5, 10, 0.7775589],
    [10, 10, 1],
    [0, 100, 0.029513],
    [1, 100, 0.0465597],
    [10, 100, 0.1637176],
    [0, 1495, 0.0020018],
  ])('is that of the published tables: %i of %i', (lost, sent, bound) => {
    expect(lossBound(lost, sent)).toBeCloseTo(bound, 6);
  });

  it('is a little below three by the number where nothing was lost', () => {
    for (const sent of [50, 1495, 35_000, 10_000_000]) {
      expect(lossBound(0, sent) * sent).toBeLessThan(3);
      expect(lossBound(0, sent) * sent).toBeGreaterThan(2.9);
    }
  });

  it('holds: of a share at the bound, so few are lost in one run of twenty', () => {
    const bound = lossBound(2, 200);
    let seed = 1;
    let asFew = 0;
    for (let run = 0; run < 4000; run += 1) {
      let lost = 0;
      for (let request = 0; request < 200; request += 1) {
        seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
        if (seed < bound * 2 ** 32) lost += 1;
      }
      if (lost <= 2) asFew += 1;
    }
    expect(Math.abs(asFew / 4000 - 0.05)).toBeLessThan(0.015);
  });

  it('is everything where nothing was sent', () => {
    expect(lossBound(0, 0)).toBe(1);
    expect(formatLossBound(0, 0).text).toBe('nothing was sent');
  });

  it.each([0, 1, 7])(
    'tells how many requests exclude a share with %i lost: so many, and not one less',
    (lost) => {
      const requests = requestsToExclude(0.0005, lost);
      expect(lossBound(lost, requests)).toBeLessThanOrEqual(0.0005);
      expect(lossBound(lost, requests - 1)).toBeGreaterThan(0.0005);
    },
  );

  it('takes 5,990 requests without a loss for 0.05 %', () => {
    expect(requestsToExclude(0.0005, 0)).toBe(5990);
  });

  it('reads as a sentence, with two figures that count', () => {
    expect(formatLossBound(0, 1495).text).toBe('0 of 1,495 lost: below 0.20 % with 95 % certainty');
    expect(formatLossBound(84, 5544).text).toBe('84 of 5,544 lost: below 1.8 % with 95 % certainty');
    expect([1, 0.5, 0.123, 0.0999, 0.0005, 0.0000123].map(formatShare)).toEqual([
      '100 %',
      '50 %',
      '12 %',
      '10.0 %',
      '0.050 %',
      '0.0012 %',
    ]);
  });
});
