import { expect, onTestFinished, test, vi } from 'vitest';
import { get, RawConnection } from '../../support/raw-connection.ts';
import { buildTestApp } from '../../support/test-app.ts';
import { waitUntil } from '../../support/wait-until.ts';

test('traffic beyond MAX_REQUESTS_IN_FLIGHT is refused with 503 and Retry-After, and taken again afterwards', async () => {
  const { app } = await buildTestApp({ env: { MAX_REQUESTS_IN_FLIGHT: '3' } });
  await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=200' });
  const answers = await Promise.all(Array.from({ length: 5 }, () => app.inject('/hostname')));
  expect(answers.map((each) => each.statusCode).sort()).toEqual([200, 200, 200, 503, 503]);
  const shed = answers.find((each) => each.statusCode === 503);
  expect(shed?.headers['retry-after']).toBe('1');
  expect(shed?.json()).toEqual({
    statusCode: 503,
    error: 'Service Unavailable',
    message: '3 requests are in flight already',
  });
  await app.inject({ method: 'DELETE', url: '/faults' });
  expect((await app.inject('/hostname')).statusCode).toBe(200);
});

test('traffic is refused while the event loop is late, probes are not, and it is counted by cause', async () => {
  const { app } = await buildTestApp({
    env: { MAX_REQUESTS_IN_FLIGHT: '1', MAX_EVENT_LOOP_DELAY_MS: '200', FAULTS: 'off' },
  });
  const blocking = setInterval(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500), 1);
  onTestFinished(() => clearInterval(blocking));
  await expect.poll(async () => (await app.inject('/hostname')).statusCode).toBe(503);
  const shed = await app.inject('/hostname');
  expect(shed.headers['retry-after']).toBe('1');
  expect(shed.json()).toEqual({
    statusCode: 503,
    error: 'Service Unavailable',
    message: 'the event loop is late by more than 200 ms',
  });
  expect((await app.inject('/readyz')).statusCode).toBe(200);
  const { pressure } = (await app.inject('/info')).json();
  expect(pressure).toMatchObject({ maxEventLoopDelayMs: 200, requestsInFlight: 0 });
  expect(pressure.eventLoopDelayMs).toBeGreaterThan(200);
  expect(pressure.requestsShed.eventLoopDelay).toBeGreaterThanOrEqual(2);
  const metrics = (await app.inject('/metrics')).body;
  expect(metrics).toContain(
    `http_requests_shed_total{cause="event_loop_delay"} ${pressure.requestsShed.eventLoopDelay}`,
  );
  expect(metrics).toContain('http_requests_shed_total{cause="requests_in_flight"} 0');
  expect(Number(/^nodejs_eventloop_delay_seconds (\S+)$/m.exec(metrics)?.[1])).toBeGreaterThan(0.2);
  clearInterval(blocking);
  await expect.poll(async () => (await app.inject('/hostname')).statusCode).toBe(200);
});

test('probes, metrics and fault controls are never refused', async () => {
  const { app } = await buildTestApp({ env: { MAX_REQUESTS_IN_FLIGHT: '1' } });
  await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=200' });
  const busy = [app.inject('/hostname'), app.inject('/hostname')];
  for (const path of ['/livez', '/readyz', '/startupz', '/metrics', '/info', '/faults']) {
    expect([path, (await app.inject(path)).statusCode]).toEqual([path, 200]);
  }
  expect((await app.inject({ method: 'DELETE', url: '/faults' })).statusCode).toBe(200);
  await Promise.all(busy);
});

test.each([
  ['one request each', 'GET /hostname HTTP/1.1\r\nHost: test\r\n\r\n', 1],
  ['three pipelined requests each', 'GET /hostname HTTP/1.1\r\nHost: test\r\n\r\n'.repeat(3), 3],
])('clients that go away before their answer no longer count: %s', async (_what, bytes, requests) => {
  const { app, listen } = await buildTestApp({ env: { MAX_REQUESTS_IN_FLIGHT: '4' } });
  const port = await listen();
  await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=300' });
  for (let client = 0; client < 6; client++) {
    const connection = await RawConnection.open(port);
    connection.write(bytes);
    await waitUntil('the requests to arrive', () => app.requestsInFlight() === requests);
    connection.destroy();
    await waitUntil('the requests to be given up', () => app.requestsInFlight() === 0);
  }
  // This request ends later than theirs would have: none of theirs can be subtracted again.
  const later = await RawConnection.open(port);
  later.get('/hostname');
  expect((await later.answered(1))[0]?.statusCode).toBe(200);
  expect(app.requestsInFlight()).toBe(0);
  await app.inject({ method: 'DELETE', url: '/faults' });
  const connection = await RawConnection.open(port);
  connection.get('/hostname');
  expect((await connection.answered(1))[0]?.statusCode).toBe(200);
});

test.each([1, 3])(
  'work that ends after its client is gone is subtracted once from the count: %i requests',
  async (requests) => {
    const { app, listen } = await buildTestApp();
    const port = await listen();
    const gone = await RawConnection.open(port);
    gone.write(get('/work?milliseconds=100').repeat(requests));
    await waitUntil('the requests to arrive', () => app.requestsInFlight() === requests);
    gone.destroy();
    await waitUntil('the requests to be given up', () => app.requestsInFlight() === 0);
    // It shares the processor with theirs, and began later: when it is answered theirs have ended.
    const later = await RawConnection.open(port);
    later.get('/work?milliseconds=100');
    expect((await later.answered(1))[0]?.statusCode).toBe(200);
    expect(app.requestsInFlight()).toBe(0);
  },
);

test.each([
  [999, 503],
  [1000, 200],
])(
  'a second in which the loop did not turn once is told as 1000 ms: at a bound of %i ms traffic gets %i',
  async (bound, statusCode) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { app } = await buildTestApp({ env: { MAX_EVENT_LOOP_DELAY_MS: String(bound) } });
    // Two samplings in one turn: between them nothing was measured.
    vi.advanceTimersByTime(2000);
    expect((await app.inject('/info')).json().pressure.eventLoopDelayMs).toBe(1000);
    expect((await app.inject('/hostname')).statusCode).toBe(statusCode);
  },
);
