import { beforeEach, describe, expect, test, vi } from 'vitest';
import { buildTestApp } from '../../support/test-app.ts';

const told = (logLines: readonly Record<string, unknown>[]) =>
  logLines.filter((line) => line.msg === 'request answered');

test('an answered request of real traffic is one line', async () => {
  const { app, logLines } = await buildTestApp();
  await app.inject({ url: '/work?milliseconds=0', remoteAddress: '10.1.2.3' });
  expect(told(logLines)).toEqual([
    expect.objectContaining({
      level: 30,
      method: 'GET',
      url: '/work?milliseconds=0',
      statusCode: 200,
      remoteAddress: '10.1.2.3',
      durationMs: expect.any(Number),
      unlogged: 0,
    }),
  ]);
});

describe('of a hundred within a second', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['performance'], now: 1000 }));

  test('five have a line, and the next line tells how many have none', async () => {
    const { app, logLines } = await buildTestApp({ env: { LOG_LEVEL: 'info' } });
    for (let sent = 0; sent < 100; sent += 1) await app.inject('/hostname');
    expect(told(logLines)).toHaveLength(5);
    vi.advanceTimersByTime(1000);
    await app.inject('/hostname');
    expect(told(logLines).map(({ unlogged }) => unlogged)).toEqual([0, 0, 0, 0, 0, 95]);
  });

  test('each has a line at the level debug', async () => {
    const { app, logLines } = await buildTestApp({ env: { LOG_LEVEL: 'debug' } });
    for (let sent = 0; sent < 100; sent += 1) await app.inject('/hostname');
    expect(told(logLines)).toHaveLength(100);
  });

  test('those that failed or were slow have fifty more, and the rest is counted', async () => {
    const { app, logLines } = await buildTestApp({ env: { LOG_LEVEL: 'info' } });
    for (let sent = 0; sent < 5; sent += 1) await app.inject('/hostname');
    await app.inject({ method: 'POST', url: '/faults/errors?status=429' });
    for (let sent = 0; sent < 100; sent += 1) await app.inject('/hostname');
    expect(told(logLines).filter(({ statusCode }) => statusCode === 429)).toHaveLength(50);
    vi.advanceTimersByTime(1000);
    await app.inject('/hostname');
    expect(told(logLines).at(-1)).toMatchObject({ statusCode: 429, unlogged: 50 });
  });
});

test('a URL is cut at 200 characters', async () => {
  const { app, logLines } = await buildTestApp();
  await app.inject(`/hostname?${'x'.repeat(5000)}`);
  expect(told(logLines)[0]?.url).toHaveLength(200);
});

test('probes, scrapes and other operations leave no line', async () => {
  const { app, logLines } = await buildTestApp();
  const before = logLines.length;
  for (const path of [
    '/livez',
    '/readyz',
    '/ready',
    '/startupz',
    '/metrics',
    '/info',
    '/version',
    '/faults',
    '/',
  ]) {
    await app.inject(path);
  }
  expect(logLines.slice(before)).toEqual([]);
});

test('a failed request of real traffic is told with its status', async () => {
  const { app, logLines } = await buildTestApp();
  await app.inject({ method: 'POST', url: '/faults/errors?status=503' });
  await app.inject('/hostname');
  expect(logLines.find((line) => line.msg === 'request answered')).toMatchObject({ statusCode: 503 });
});
