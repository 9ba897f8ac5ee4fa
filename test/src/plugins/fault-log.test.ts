import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pino from 'pino';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { buildTestApp } from '../../support/test-app.ts';

test('a started fault is logged at warn with its parameters and who asked', async () => {
  const { app, logLines } = await buildTestApp();
  await app.inject({
    method: 'POST',
    url: '/faults/latency?milliseconds=5',
    headers: { 'user-agent': 'curl/8.5' },
    remoteAddress: '10.1.2.3',
  });
  expect(logLines.find((line) => line.msg === 'fault started')).toMatchObject({
    level: pino.levels.values.warn,
    fault: 'latency',
    parameters: { milliseconds: 5, jitterMilliseconds: 0, percent: 100, seconds: 60 },
    by: '10.1.2.3 (curl/8.5)',
    endsAt: expect.stringMatching(/^\d{4}-/),
  });
});

test('who asked is told at most 120 characters of a user agent, and that there was none', async () => {
  const { app, logLines } = await buildTestApp();
  const url = '/faults/unready';
  await app.inject({ method: 'POST', url, headers: { 'user-agent': 'x'.repeat(5000) } });
  await app.inject({ method: 'POST', url, headers: { 'user-agent': '' } });
  const by = logLines.filter((line) => line.msg === 'fault started').map((line) => String(line.by));
  expect(by[0]?.length).toBeLessThan(150);
  expect(by[1]).toMatch(/^127\.0\.0\.1 \(/);
});

test('the end of a fault is logged with its reason', async () => {
  const { app, logLines } = await buildTestApp();
  await app.inject({ method: 'POST', url: '/faults/unready' });
  await app.inject({ method: 'POST', url: '/faults/unready' });
  await app.inject({ method: 'DELETE', url: '/faults' });
  const ends = logLines.filter((line) => line.msg === 'fault stopped');
  expect(ends.map((line) => [line.fault, line.reason])).toEqual([
    ['unready', 'replaced'],
    ['unready', 'stopped'],
  ]);
});

test('a fault that cannot do its work is logged at error with err, and answers go on', async () => {
  const { app, logLines, folder } = await buildTestApp();
  mkdirSync(join(folder, 'disk-fill.bin'));
  const answer = await app.inject({ method: 'POST', url: '/faults/disk-fill?maxMib=1' });
  expect(answer.statusCode).toBe(202);
  await expect
    .poll(() => logLines.find((line) => line.msg === 'fault stopped'))
    .toMatchObject({
      level: pino.levels.values.error,
      fault: 'disk-fill',
      reason: 'failed',
      err: { message: expect.stringContaining('EISDIR') },
    });
  expect((await app.inject('/faults')).json().active).toEqual([]);
  expect((await app.inject('/metrics')).body).toContain(
    'fault_stops_total{fault="disk-fill",reason="failed"} 1',
  );
});

test('the termination log tells the story of a leak: who asked, how far it is, how it ended', async () => {
  const path = join(temporaryFolder(), 'termination-log');
  writeFileSync(path, '');
  const { app } = await buildTestApp({ env: { TERMINATION_LOG: path } });
  await app.inject('/memory-leak?maxMib=2&seconds=5');
  await expect.poll(() => readFileSync(path, 'utf8')).toMatch(/^fault memory-leak: .*"leakedBytes":\d+/);
  await app.inject({ method: 'DELETE', url: '/faults' });
  expect(readFileSync(path, 'utf8')).toBe('fault memory-leak ended: stopped');
});
