import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { buildTestApp } from '../../support/test-app.ts';

test('GET /hostname is exactly the host name, without a newline', async () => {
  const { app } = await buildTestApp();
  const answer = await app.inject('/hostname');
  expect(answer.body).toBe(hostname());
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(hostname())));
});

test('HEAD /hostname has the headers and no body', async () => {
  const { app } = await buildTestApp();
  const answer = await app.inject({ method: 'HEAD', url: '/hostname' });
  expect([answer.statusCode, answer.body]).toEqual([200, '']);
  expect(answer.headers['x-app-hostname']).toBe(hostname());
});

test('GET /version is exactly the version', async () => {
  const { app } = await buildTestApp({ env: { APP_VERSION: '2.0.0-rc.1' } });
  expect((await app.inject('/version')).body).toBe('2.0.0-rc.1');
});
