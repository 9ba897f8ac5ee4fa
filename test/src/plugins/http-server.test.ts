import { expect, test } from 'vitest';
import { exchange } from '../../support/raw-connection.ts';
import { buildTestApp } from '../../support/test-app.ts';

const request = (line: string, headers: Record<string, string>, body = '') =>
  [
    `${line} HTTP/1.1`,
    'Host: test',
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\r\n');

test.each([
  ['POST /faults/unready?seconds=1', 'application/json', 202],
  ['POST /faults/unready?seconds=1', 'text/csv', 202],
  ['POST /cpu-load?seconds=1', 'application/x-www-form-urlencoded', 202],
  ['DELETE /faults', 'application/json', 200],
  ['GET /hostname', 'application/json', 200],
])('%s that names the type %s of a body it does not have is answered', async (line, type, statusCode) => {
  const { listen } = await buildTestApp();
  const answer = await exchange(await listen(), request(line, { 'Content-Type': type }));
  expect(answer?.statusCode).toBe(statusCode);
});

test('a body is read, whole or in chunks, and one of a type that nobody reads is refused', async () => {
  const { listen, registry } = await buildTestApp();
  const port = await listen();
  const seconds = () => registry.find('unready')?.plan.seconds;
  const line = 'POST /faults/unready';
  const whole = (type: string) => ({ 'Content-Type': type, 'Content-Length': '13' });
  expect((await exchange(port, request(line, whole('application/json'), '{"seconds":7}')))?.statusCode).toBe(
    202,
  );
  expect(seconds()).toBe(7);
  const chunked = { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked' };
  await exchange(port, request(line, chunked, 'd\r\n{"seconds":8}\r\n0\r\n\r\n'));
  expect(seconds()).toBe(8);
  expect((await exchange(port, request(line, whole('text/csv'), '{"seconds":9}')))?.statusCode).toBe(415);
});
