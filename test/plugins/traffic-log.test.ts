import { expect, test } from 'vitest';
import { buildTestApp } from '../test-app.ts';

test('an answered request of real traffic is one line at info', async () => {
  const { app, logLines } = await buildTestApp();
  await app.inject({ url: '/hostname?a=1', remoteAddress: '10.1.2.3' });
  expect(logLines.filter((line) => line.msg === 'request answered')).toEqual([
    expect.objectContaining({
      level: 30,
      method: 'GET',
      url: '/hostname?a=1',
      statusCode: 200,
      remoteAddress: '10.1.2.3',
      durationMs: expect.any(Number),
    }),
  ]);
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
