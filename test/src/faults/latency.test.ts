import { describe, expect, test } from 'vitest';
import { Latency, MAX_DELAY_MS } from '../../../src/faults/latency.ts';
import { startFault } from '../../support/fault-run.ts';

function delays(
  parameters: { milliseconds: number; jitterMilliseconds?: number; percent?: number },
  count = 5000,
) {
  const latency = new Latency();
  const asked = { jitterMilliseconds: 0, percent: 100, seconds: 60, ...parameters };
  const { stop } = startFault(latency, asked);
  const all = Array.from({ length: count }, () => latency.nextDelayMs());
  return { latency, all, stop };
}

test('without jitter every hit is delayed by exactly what was asked', () => {
  expect(new Set(delays({ milliseconds: 200 }).all)).toEqual(new Set([200]));
});

test('jitter spreads evenly on both sides, around the mean that was asked for', () => {
  const { all } = delays({ milliseconds: 200, jitterMilliseconds: 100 });
  expect(Math.min(...all)).toBeGreaterThanOrEqual(100);
  expect(Math.max(...all)).toBeLessThanOrEqual(300);
  expect(Math.abs(all.reduce((sum, each) => sum + each) / all.length - 200)).toBeLessThan(3);
  for (let from = 100; from < 300; from += 50) {
    const share = all.filter((each) => each >= from && each < from + 50).length / all.length;
    expect(Math.abs(share - 0.25)).toBeLessThan(0.03);
  }
});

test('jitter larger than the delay never makes it negative', () => {
  expect(Math.min(...delays({ milliseconds: 10, jitterMilliseconds: 500 }).all)).toBe(0);
});

test.each([1, 30, 99])('%d %% of the requests are hit, to within two in a hundred', (percent) => {
  const { all } = delays({ milliseconds: 200, percent });
  expect(Math.abs((all.filter((each) => each > 0).length / all.length) * 100 - percent)).toBeLessThanOrEqual(
    2,
  );
});

test('nothing is delayed before it starts and after it ends', async () => {
  expect(new Latency().nextDelayMs()).toBe(0);
  const { latency, stop } = delays({ milliseconds: 200 });
  expect(latency.isActive).toBe(true);
  await stop();
  expect([latency.isActive, latency.nextDelayMs()]).toEqual([false, 0]);
});

describe('the longest request', () => {
  test('is what a drain can still wait for', () => {
    const latency = new Latency();
    const plan = (milliseconds: number, jitterMilliseconds: number) =>
      latency.plan({ milliseconds, jitterMilliseconds, percent: 100, seconds: 1 });
    expect(() => plan(MAX_DELAY_MS, 0)).not.toThrow();
    expect(() => plan(MAX_DELAY_MS - 1, 2)).toThrow('must be at most 15000, got 14999 + 2');
  });
});
