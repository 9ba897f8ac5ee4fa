import { expect, test } from 'vitest';
import { buildTestApp } from '../test-app.ts';

const [DEBUG, INFO, WARN] = [20, 30, 40];

test('an answered request of real traffic is one line at debug', async () => {
  const { app, logLines } = await buildTestApp();
  await app.inject({ url: '/hostname?a=1', remoteAddress: '10.1.2.3' });
  expect(logLines.filter((line) => line.msg === 'request answered')).toEqual([
    expect.objectContaining({
      level: DEBUG,
      method: 'GET',
      url: '/hostname?a=1',
      statusCode: 200,
      remoteAddress: '10.1.2.3',
      durationMs: expect.any(Number),
    }),
  ]);
});

test('at the level info no line is written, nor made, for what went well', async () => {
  const { app, logLines } = await buildTestApp({ env: { LOG_LEVEL: 'info' } });
  await app.inject('/hostname');
  expect(logLines.filter((line) => line.msg === 'request answered')).toEqual([]);
});

test('what failed is told at warn, what a client did wrong and what was slow at info', async () => {
  const { app, logLines } = await buildTestApp({ env: { LOG_LEVEL: 'info' } });
  const start = (fault: string) => app.inject({ method: 'POST', url: `/faults/${fault}` });
  await start('errors?status=500');
  await app.inject('/hostname');
  await start('errors?status=429');
  await app.inject('/hostname');
  await app.inject({ method: 'DELETE', url: '/faults' });
  await start('latency?milliseconds=1001');
  await app.inject('/hostname');
  const told = logLines.filter((line) => line.msg === 'request answered');
  expect(told.map(({ level, statusCode }) => [level, statusCode])).toEqual([
    [WARN, 500],
    [INFO, 429],
    [INFO, 200],
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
