import { describe, expect, test } from 'vitest';
import { MIB } from '../../support/fake-container.ts';
import { RawConnection } from '../../support/raw-connection.ts';
import { buildTestApp } from '../../support/test-app.ts';
import { waitUntil } from '../../support/wait-until.ts';

describe('GET /page/sample', () => {
  test('is /info with readiness, guard, active faults and the number of requests on the connection', async () => {
    const { app } = await buildTestApp({ hostname: 'pod-a', env: { APP_VERSION: '2.0.0' } });
    await app.inject({ method: 'POST', url: '/faults/unready?seconds=30' });
    const { client: _client, ...info } = (await app.inject('/info')).json();
    const answer = await app.inject('/page/sample');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.json()).toEqual({
      ...info,
      uptimeSeconds: expect.any(Number),
      usage: expect.objectContaining({ memoryBytes: info.usage.memoryBytes }),
      // The request itself is in flight.
      pressure: { ...info.pressure, requestsInFlight: 1, eventLoopDelayMs: expect.any(Number) },
      readiness: { status: 'unavailable', reason: 'fault unready is active' },
      faults: [expect.objectContaining({ fault: 'unready', secondsLeft: expect.any(Number) })],
      guard: 'open',
      requestsOnConnection: 1,
    });
  });

  test('reads the container at most once a second, however often it is asked', async () => {
    let readings = 0;
    const memoryUsage = () => {
      readings += 1;
      return { workingSetBytes: 50 * MIB, unreclaimableBytes: 40 * MIB };
    };
    const { app } = await buildTestApp({ container: { memoryUsage } });
    await app.inject('/page/sample');
    const perReading = readings;
    const startMs = performance.now();
    for (let index = 0; index < 200; index += 1) await app.inject('/page/sample');
    const seconds = (performance.now() - startMs) / 1000;
    expect(readings).toBeLessThanOrEqual(perReading * (2 + Math.floor(seconds)));
  });

  test('shows a drain and a fault at once, although readings are cached', async () => {
    const { app, lifecycle } = await buildTestApp();
    expect((await app.inject('/page/sample')).json()).toMatchObject({ lifecycle: 'ready', faults: [] });
    await app.inject({ method: 'POST', url: '/faults/unready' });
    expect((await app.inject('/page/sample')).json().readiness.reason).toBe('fault unready is active');
    await app.inject({ method: 'DELETE', url: '/faults/unready' });
    expect((await app.inject('/page/sample')).json().readiness.status).toBe('ok');
    lifecycle.drain();
    expect((await app.inject('/page/sample')).json()).toMatchObject({
      lifecycle: 'draining',
      readiness: { status: 'unavailable', reason: 'draining' },
    });
  });

  test('ends its connection on demand, and otherwise counts the requests on it', async () => {
    const { listen } = await buildTestApp();
    const connection = await RawConnection.open(await listen());
    connection.get('/page/sample');
    await waitUntil('the first answer', () => connection.answers.length === 1);
    connection.get('/page/sample?connection=close');
    await waitUntil('the end of the connection', () => connection.end === 'ended');
    const [first, last] = connection.answers;
    expect(JSON.parse(first?.body ?? '').requestsOnConnection).toBe(1);
    expect(JSON.parse(last?.body ?? '').requestsOnConnection).toBe(2);
    expect([first?.headers.connection, last?.headers.connection]).toEqual(['keep-alive', 'close']);
  });

  test('ends its connection on demand even where a fault answers', async () => {
    const { app } = await buildTestApp();
    await app.inject({ method: 'POST', url: '/faults/errors?status=503' });
    const answer = await app.inject('/page/sample?connection=close');
    expect([answer.statusCode, answer.headers.connection]).toEqual([503, 'close']);
  });

  test('is real traffic for the faults, so that the page shows their effect', async () => {
    const { app } = await buildTestApp();
    await app.inject({ method: 'POST', url: '/faults/errors?status=503' });
    const answer = await app.inject('/page/sample');
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['x-app-hostname']).toBeDefined();
  });

  test('writes no line into the log, which an open page would fill', async () => {
    const { app, logLines } = await buildTestApp();
    const before = logLines.length;
    await app.inject('/page/sample');
    expect(logLines.length).toBe(before);
    await app.inject('/hostname');
    expect(logLines.length).toBe(before + 1);
  });

  test('refuses an unknown query', async () => {
    const { app } = await buildTestApp();
    expect((await app.inject('/page/sample?connection=maybe')).json()).toMatchObject({
      statusCode: 400,
      message: 'connection must be one of keep-alive, close, got "maybe"',
    });
    expect((await app.inject('/page/sample?lane=fresh')).statusCode).toBe(400);
  });
});
