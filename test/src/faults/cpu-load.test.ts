import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CpuLoad } from '../../../src/faults/cpu-load.ts';
import { fakeContainer } from '../../support/fake-container.ts';
import { startFault } from '../../support/fault-run.ts';

const threads = () => readdirSync('/proc/self/task').length;

function loading(millicores: number, container = fakeContainer({ cpuLimitMillicores: null })) {
  return startFault(new CpuLoad(container), { millicores, seconds: 60 });
}

test('it uses one thread for each 800m, and all threads end within a second of the stop', async () => {
  const before = threads();
  const { stop } = loading(1000);
  await expect.poll(() => threads() - before, { timeout: 10_000 }).toBeGreaterThanOrEqual(2);
  const stoppedMs = performance.now();
  await stop();
  expect(performance.now() - stoppedMs).toBeLessThan(1000);
  await expect.poll(threads, { timeout: 5000 }).toBeLessThanOrEqual(before);
});

test('it tells every second what was asked and what the container used', async () => {
  let usageMs = 0;
  const container = fakeContainer({ cpuUsageMs: () => performance.now() * 0.13 });
  const { reports, stop } = loading(130, container);
  await expect.poll(() => reports.length, { timeout: 5000 }).toBeGreaterThanOrEqual(2);
  await stop();
  usageMs = Number(reports[0]?.actualMillicores);
  expect(reports[0]).toEqual({ targetMillicores: 130, actualMillicores: usageMs });
  expect(Math.abs(usageMs - 130)).toBeLessThanOrEqual(1);
});

test('traffic that alone exceeds the target is told', async () => {
  const container = fakeContainer({ cpuUsageMs: () => performance.now() * 0.19 });
  const { reports, stop } = loading(130, container);
  await expect.poll(() => reports.length, { timeout: 5000 }).toBeGreaterThanOrEqual(1);
  await stop();
  expect(reports[0]?.note).toBe('traffic and other work alone use more than was asked for');
});

test('what is being watched is the process that burns: CPU time of this process rises', async () => {
  const cpuMs = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const { stop } = loading(500);
  const before = cpuMs();
  // At 500m this takes 0.6 s; without the load this process would idle.
  await expect.poll(() => cpuMs() - before, { timeout: 15_000, interval: 200 }).toBeGreaterThan(300);
  await stop();
});
