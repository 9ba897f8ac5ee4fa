import { expect, onTestFinished, test, vi } from 'vitest';
import { buildTestApp } from '../../support/test-app.ts';

const OPERATIONS = [
  '/',
  '/version',
  '/info',
  '/livez',
  '/readyz',
  '/startupz',
  '/metrics',
  '/faults',
  '/openapi.json',
];

test('the errors fault fails real traffic with its status in the one shape, and nothing of the operations', async () => {
  const { app } = await buildTestApp();
  await app.inject({ method: 'POST', url: '/faults/errors?status=502' });
  const failed = await app.inject('/hostname');
  expect([failed.statusCode, failed.json()]).toEqual([
    502,
    { statusCode: 502, error: 'Bad Gateway', message: 'the fault "errors" is active on this pod' },
  ]);
  expect(failed.headers['x-app-hostname']).toBeDefined();
  for (const path of OPERATIONS) expect([path, (await app.inject(path)).statusCode]).toEqual([path, 200]);
  await app.inject({ method: 'DELETE', url: '/faults/errors' });
  expect((await app.inject('/hostname')).statusCode).toBe(200);
});

test('30 % of 5000 requests fail to within 28-32 %, and the same ones in every run', async () => {
  const run = async () => {
    const { app } = await buildTestApp();
    await app.inject({ method: 'POST', url: '/faults/errors?percent=30&status=500' });
    const statuses: number[] = [];
    for (let count = 0; count < 5000; count++) statuses.push((await app.inject('/hostname')).statusCode);
    return statuses;
  };
  const first = await run();
  const failed = first.filter((status) => status === 500).length;
  expect(failed).toBeGreaterThanOrEqual(0.28 * 5000);
  expect(failed).toBeLessThanOrEqual(0.32 * 5000);
  expect(await run()).toEqual(first);
});

test('the latency fault delays real traffic by what was asked, and nothing of the operations', async () => {
  const { app } = await buildTestApp();
  await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=200' });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const delayed = app.inject('/hostname');
  const answered = vi.fn();
  void delayed.then(answered);
  // None of them waits for a clock that stands still.
  for (const path of OPERATIONS) expect([path, (await app.inject(path)).statusCode]).toEqual([path, 200]);
  await vi.advanceTimersByTimeAsync(199);
  expect((await app.inject('/version')).statusCode).toBe(200);
  expect(answered).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect((await delayed).statusCode).toBe(200);
  await app.inject({ method: 'DELETE', url: '/faults/latency' });
  expect((await app.inject('/hostname')).statusCode).toBe(200);
});

test('errors and latency together: the failing answer comes late', async () => {
  const { app } = await buildTestApp();
  await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=100' });
  await app.inject({ method: 'POST', url: '/faults/errors?status=418' });
  const startMs = performance.now();
  expect((await app.inject('/hostname')).statusCode).toBe(418);
  expect(performance.now() - startMs).toBeGreaterThanOrEqual(99);
});

test('an answer that is already being delayed is given when the fault is stopped', async () => {
  const { app } = await buildTestApp();
  await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=150' });
  const delayed = app.inject('/hostname');
  await app.inject({ method: 'DELETE', url: '/faults/latency' });
  expect((await delayed).statusCode).toBe(200);
});
