import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { monitorEventLoopDelay } from '../../../src/plugins/under-pressure-clock.ts';

/** The delay that @fastify/under-pressure computes. */
const delayMs = (clock: { readonly mean: number }) => clock.mean / 1e6 - 10;

test('an event loop that turns at once is not late, however seldom it turns', async () => {
  const clock = monitorEventLoopDelay();
  clock.enable();
  await sleep(300);
  expect(delayMs(clock)).toBeGreaterThanOrEqual(0);
  expect(delayMs(clock)).toBeLessThan(50);
});

test('one whose every turn takes long is late by that much', async () => {
  const clock = monitorEventLoopDelay();
  clock.enable();
  await sleep(10);
  clock.reset();
  for (let turns = 0; turns < 6; turns++) {
    spin(100);
    await nextTurn();
  }
  await sleep(1);
  expect(delayMs(clock)).toBeGreaterThan(60);
});

test('a single long turn in a second is no lateness of its requests', async () => {
  const clock = monitorEventLoopDelay();
  clock.enable();
  await sleep(10);
  clock.reset();
  spin(100);
  await sleep(400);
  expect(delayMs(clock)).toBeLessThan(20);
});

function spin(milliseconds: number): void {
  const endMs = performance.now() + milliseconds;
  while (performance.now() < endMs);
}
