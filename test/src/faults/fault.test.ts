import { expect, test, vi } from 'vitest';
import { aborted, repeat } from '../../../src/faults/fault.ts';

test('aborted settles with the signal, also when that came first', async () => {
  const controller = new AbortController();
  const wait = aborted(controller.signal);
  controller.abort();
  await wait;
  await aborted(controller.signal);
});

test('repeat ticks at once and then at its interval, until the signal', async () => {
  vi.useFakeTimers();
  const controller = new AbortController();
  let ticks = 0;
  const repeating = repeat(controller.signal, 100, () => {
    ticks++;
  });
  expect(ticks).toBe(1);
  vi.advanceTimersByTime(1000);
  expect(ticks).toBe(11);
  controller.abort();
  await repeating;
  vi.advanceTimersByTime(1000);
  expect(ticks).toBe(11);
  expect(vi.getTimerCount()).toBe(0);
});

test('repeat does not tick at all after the signal', async () => {
  let ticks = 0;
  await repeat(AbortSignal.abort(), 10, () => {
    ticks++;
  });
  expect(ticks).toBe(0);
});

test.each([1, 3])('repeat rejects as its %d. tick throws, and ticks no more', async (bad) => {
  vi.useFakeTimers();
  let ticks = 0;
  const repeating = repeat(new AbortController().signal, 10, () => {
    ticks++;
    if (ticks === bad) throw new Error('no');
  });
  const outcome = expect(repeating).rejects.toThrow('no');
  vi.advanceTimersByTime(100);
  await outcome;
  expect(ticks).toBe(bad);
  expect(vi.getTimerCount()).toBe(0);
});
