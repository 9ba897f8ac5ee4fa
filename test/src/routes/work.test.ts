import { expect, test } from 'vitest';
import type { WorkAnswer } from '../../../src/contract.ts';
import { threadCpuMs } from '../../../src/thread-cpu.ts';
import { buildTestApp } from '../../support/test-app.ts';

test('requests cost the CPU they were asked to, by the time of the thread', async () => {
  const { app } = await buildTestApp({ hostname: 'pod-a' });
  await app.inject('/work?milliseconds=0');
  const beforeMs = threadCpuMs();
  let usedMs = 0;
  for (let count = 0; count < 40; count++) {
    const answer = await app.inject('/work?milliseconds=8');
    expect(answer.json<WorkAnswer>()).toMatchObject({ pod: 'pod-a', milliseconds: 8 });
    usedMs += answer.json<WorkAnswer>().usedMilliseconds;
  }
  const costMs = threadCpuMs() - beforeMs;
  // Within a tick or two of the kernel in the whole of it.
  expect(Math.abs(usedMs - 320)).toBeLessThan(10);
  // Every request has a cost of its own on top.
  expect(costMs).toBeGreaterThan(310);
  expect(costMs).toBeLessThan(320 + 40 * 5);
});

test('without a parameter it is 5 ms', async () => {
  const { app } = await buildTestApp();
  expect((await app.inject('/work')).json<WorkAnswer>().milliseconds).toBe(5);
});

test('it is bounded', async () => {
  const { app } = await buildTestApp();
  const answer = await app.inject('/work?milliseconds=1001');
  expect([answer.statusCode, answer.json().message]).toEqual([
    400,
    'milliseconds must be an integer from 0 to 1000, got 1001',
  ]);
});

test('other requests are answered while a long one is at work', async () => {
  const { app } = await buildTestApp();
  const order: string[] = [];
  await Promise.all([
    app.inject('/work?milliseconds=300').then(() => order.push('work')),
    app.inject('/livez').then(() => order.push('livez')),
  ]);
  expect(order).toEqual(['livez', 'work']);
});

test('it is real traffic: faults hit it', async () => {
  const { app } = await buildTestApp();
  await app.inject({ method: 'POST', url: '/faults/errors?status=503' });
  expect((await app.inject('/work')).statusCode).toBe(503);
});

test('it can wait first, which costs no CPU', async () => {
  const { app } = await buildTestApp();
  const startMs = performance.now();
  const beforeMs = threadCpuMs();
  const answer = await app.inject('/work?milliseconds=0&waitMilliseconds=400');
  expect(answer.json<WorkAnswer>()).toMatchObject({ milliseconds: 0, waitMilliseconds: 400 });
  // A timer may come a millisecond early.
  expect(performance.now() - startMs).toBeGreaterThan(398);
  expect(threadCpuMs() - beforeMs).toBeLessThan(100);
});
