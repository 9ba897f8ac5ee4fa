import { describe, expect, test } from 'vitest';
import { get, RawConnection } from '../support/raw-connection.ts';
import { ServiceProcess } from '../support/service-process.ts';
import { buildTestApp } from '../support/test-app.ts';

describe.concurrent('a request that is not sent to its end within 10 s', { timeout: 30_000 }, () => {
  test.each([
    ['a head', 'GET /hostname HTTP/1.1\r\nHo', 408],
    ['a body', 'POST /a HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\n{', 408],
    [
      'the last body of all that one connection may have waiting',
      `${get('/hostname').repeat(63)}POST /a HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\n{`,
      200,
    ],
    // A GET takes no body, and is refused before any of it is read.
    ['a body nobody reads', 'GET /hostname HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{', 400],
  ])('is answered and cut: %s', async (_what, text, statusCode) => {
    const { listen } = await buildTestApp({ env: { FAULTS: 'off', MAX_CONNECTION_AGE_MS: '86400000' } });
    const connection = await RawConnection.open(await listen());
    connection.write(text);
    expect(await connection.closed(14_000)).toBe('ended');
    expect(connection.ageMs).toBeGreaterThan(9_000);
    expect(connection.answers[0]?.statusCode).toBe(statusCode);
  });
});

describe.concurrent('SIGTERM while a client', () => {
  test.each([
    ['has sent half a head', 'GET /hostname HTTP/1.1\r\nHo'],
    [
      'has sent half a body',
      'POST /a HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\n{',
    ],
    [
      'has sent half a body that nobody reads',
      'GET /hostname HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{',
    ],
  ])('%s: the service ends soon after the drain, with exit code 0', async (_what, text) => {
    const service = await ServiceProcess.listening({ FAULTS: 'off', DRAIN_DELAY_MS: '100' });
    const connection = await RawConnection.open(service.port);
    connection.write(text);
    await fetch(`${service.url}/livez`);
    service.kill('SIGTERM');
    const startMs = performance.now();
    expect(await service.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - startMs).toBeLessThan(8000);
  });
});
