import { expect, test, vi } from 'vitest';
import { MIB } from '../../support/fake-container.ts';
import { buildTestApp } from '../../support/test-app.ts';

test('GET /info tells who answers, what it may use and what it uses', async () => {
  const { app, identity } = await buildTestApp({
    env: {
      APP_VERSION: '2.0.0',
      POD_NAME: 'app-x',
      POD_NAMESPACE: 'default',
      NODE_NAME: 'n1',
      POD_ZONE: 'z1',
      POD_IP: '10.0.0.9',
    },
    container: { throttledMs: () => 1234.4 },
  });
  const answer = (await app.inject('/info')).json();
  expect(answer).toEqual({
    hostname: identity.hostname,
    version: '2.0.0',
    colour: '#e69f00',
    pod: { name: 'app-x', namespace: 'default', node: 'n1', zone: 'z1', ip: '10.0.0.9' },
    startedAt: identity.startedAt.toISOString(),
    uptimeSeconds: expect.any(Number),
    lifecycle: 'ready',
    configDigest: expect.stringMatching(/^[0-9a-f]{12}$/),
    grafanaUrl: null,
    limits: { cpuMillicores: 200, memoryBytes: 200 * MIB },
    usage: { cpuMillicores: null, memoryBytes: 50 * MIB, throttledSeconds: 1.234 },
    pressure: {
      requestsInFlight: 0,
      maxRequestsInFlight: 1000,
      eventLoopDelayMs: expect.any(Number),
      maxEventLoopDelayMs: 60_000,
      requestsShed: { requestsInFlight: 0, eventLoopDelay: 0 },
    },
    answeredByClient: {},
    client: { address: '127.0.0.1', forwardedFor: null },
  });
});

test('what the platform does not tell is null, and not left out', async () => {
  const { app } = await buildTestApp({
    container: { cpuLimitMillicores: null, memoryLimitBytes: null, throttledMs: () => null },
  });
  expect((await app.inject('/info')).json()).toMatchObject({
    pod: { name: null, namespace: null, node: null, zone: null, ip: null },
    limits: { cpuMillicores: null, memoryBytes: null },
    usage: { throttledSeconds: null },
  });
});

test('CPU usage is the mean since the previous reading, over a second at least', async () => {
  const now = vi.spyOn(performance, 'now');
  let usageMs = 1000;
  now.mockReturnValue(0);
  const { app } = await buildTestApp({ container: { cpuUsageMs: () => usageMs } });
  const read = async () => (await app.inject('/info')).json().usage.cpuMillicores;
  usageMs += 100;
  now.mockReturnValue(999);
  expect(await read()).toBeNull();
  now.mockReturnValue(2000);
  usageMs += 160;
  expect(await read()).toBe(130);
  now.mockReturnValue(2500);
  usageMs += 500;
  expect(await read()).toBe(130);
  now.mockReturnValue(4500);
  expect(await read()).toBe(200);
  now.mockRestore();
});

test('the lifecycle is followed', async () => {
  const { app, lifecycle } = await buildTestApp();
  lifecycle.drain();
  expect((await app.inject('/info')).json().lifecycle).toBe('draining');
});

test('it tells from where the request came: by the connection, and by what proxies say', async () => {
  const { app } = await buildTestApp();
  const headers = { 'x-forwarded-for': '203.0.113.7, 10.0.0.1' };
  const asked = async (remoteAddress: string) =>
    (await app.inject({ url: '/info', remoteAddress, headers })).json().client;
  expect(await asked('::ffff:10.244.0.1')).toEqual({
    address: '10.244.0.1',
    forwardedFor: '203.0.113.7, 10.0.0.1',
  });
  const long = { 'x-forwarded-for': 'x'.repeat(5000) };
  expect((await app.inject({ url: '/info', headers: long })).json().client.forwardedFor).toHaveLength(200);
});
