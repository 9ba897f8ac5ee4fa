import type { FastifyInstance } from 'fastify';
import { describe, expect, test, vi } from 'vitest';
import { get, RawConnection } from '../../support/raw-connection.ts';
import { buildTestApp } from '../../support/test-app.ts';
import { onTestEnd } from '../../support/test-end.ts';
import { waitUntil } from '../../support/wait-until.ts';

const closes = (answer: { headers: Readonly<Record<string, string>> }) =>
  answer.headers.connection?.toLowerCase() === 'close';

/**
 * A drain calls `drain()` first and `app.close()` after the delay. The clock goes on while a test waits,
 * and not with the load of the machine.
 */
async function serve(env: Record<string, string> = {}) {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  const service = await buildTestApp({ env: { MAX_CONNECTION_AGE_MS: '86400000', ...env } });
  onTestEnd(() => void vi.useRealTimers());
  const port = await service.listen();
  const open = () => RawConnection.open(port);
  /** A new connection with its first answer. */
  const asked = async (path = '/hostname') => {
    const connection = await open();
    connection.get(path);
    const [answer] = await connection.answered(1);
    if (answer === undefined) throw new Error(`no answer to ${path}`);
    return { connection, answer };
  };
  return { ...service, open, asked };
}

/** Waits on, so that the clock goes on, whatever else the test waits for. */
async function close(app: FastifyInstance): Promise<void> {
  let isClosed = false;
  void app.close().then(() => {
    isClosed = true;
  });
  await waitUntil('the server to close', () => isClosed);
}

describe('a connection that was used long enough', () => {
  test('ends with the answer that is its MAX_REQUESTS_PER_CONNECTION-th, and not before', async () => {
    const { open } = await serve({ MAX_REQUESTS_PER_CONNECTION: '3' });
    const connection = await open();
    for (let count = 1; count <= 3; count++) {
      connection.get('/hostname');
      await connection.answered(count);
    }
    expect(connection.answers.map(closes)).toEqual([false, false, true]);
    expect(await connection.closed()).toBe('ended');
  });

  test('ends with the first answer after MAX_CONNECTION_AGE_MS, and is left alone while it is idle', async () => {
    const { open } = await serve({ MAX_CONNECTION_AGE_MS: '100' });
    const connection = await open();
    const openedMs = performance.now();
    connection.get('/hostname');
    await connection.answered(1);
    await waitUntil('the connection to grow old', () => performance.now() - openedMs > 120);
    expect(connection.end).toBe('open');
    connection.get('/hostname');
    const answers = await connection.answered(2);
    expect(answers.map(closes)).toEqual([false, true]);
    expect(await connection.closed()).toBe('ended');
  });

  test('answers all that was pipelined over the boundary, and says close with the last only', async () => {
    const { open } = await serve({ MAX_REQUESTS_PER_CONNECTION: '3' });
    const connection = await open();
    connection.write(get('/hostname').repeat(8));
    expect(await connection.closed()).toBe('ended');
    expect(connection.answers.map((each) => each.statusCode)).toEqual(Array(8).fill(200));
    expect(connection.answers.map(closes)).toEqual([...Array(7).fill(false), true]);
  });
});

describe('while draining', () => {
  test.each([
    ['/hostname', 200],
    ['/livez', 200],
    ['/readyz', 503],
    ['/metrics', 200],
    ['/nowhere', 404],
    ['/cpu-load?seconds=0', 400],
    ['/%zz', 400],
  ])(
    'a new connection is taken, for endpoints are removed late, and %s says close with %i',
    async (path, statusCode) => {
      const { asked, lifecycle } = await serve();
      lifecycle.drain();
      const { connection, answer } = await asked(path);
      expect([answer.statusCode, closes(answer)]).toEqual([statusCode, true]);
      expect(await connection.closed()).toBe('ended');
    },
  );

  test('idle connections are left alone, and their next request is answered', async () => {
    const { asked, lifecycle } = await serve();
    const { connection } = await asked();
    lifecycle.drain();
    connection.get('/version');
    const answers = await connection.answered(2);
    expect(answers.map(closes)).toEqual([false, true]);
  });

  test('pipelined requests are all answered, in order, and only the last says close', async () => {
    const { open, lifecycle } = await serve();
    const connection = await open();
    lifecycle.drain();
    connection.write(get('/version') + get('/hostname') + get('/livez') + get('/nowhere') + get('/version'));
    expect(await connection.closed()).toBe('ended');
    expect(connection.answers.map((each) => each.statusCode)).toEqual([200, 200, 200, 404, 200]);
    expect(connection.answers.map(closes)).toEqual([false, false, false, false, true]);
  });

  test('a request that comes while an earlier one of the connection is being answered is answered too', async () => {
    const { app, open, lifecycle } = await serve();
    await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=300' });
    const connection = await open();
    lifecycle.drain();
    connection.write(get('/hostname').repeat(2));
    await waitUntil('both requests to arrive', () => app.requestsInFlight() === 2);
    connection.write(get('/livez'));
    expect(await connection.closed()).toBe('ended');
    expect(connection.answers.map((each) => each.statusCode)).toEqual([200, 200, 200]);
    expect(connection.answers.map(closes)).toEqual([false, false, true]);
  });

  test('an answer that is ready early is not the last: what comes before its turn is answered too', async () => {
    const { app, open, lifecycle } = await serve();
    await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=300' });
    const connection = await open();
    lifecycle.drain();
    connection.write(get('/hostname') + get('/version'));
    await waitUntil('the delayed request to arrive', () => app.requestsInFlight() === 1);
    connection.write(get('/livez'));
    expect(await connection.closed()).toBe('ended');
    expect(connection.answers.map((each) => each.statusCode)).toEqual([200, 200, 200]);
    expect(connection.answers.map(closes)).toEqual([false, false, true]);
  });
});

describe('while closing', () => {
  test('an idle keep-alive connection ends without a reset', async () => {
    const { app, asked, lifecycle } = await serve();
    const { connection } = await asked();
    lifecycle.drain();
    const startMs = performance.now();
    await close(app);
    expect(await connection.closed()).toBe('ended');
    expect(performance.now() - startMs).toBeLessThan(1000);
  });

  test('a request in flight is finished, says close, and the server ends with it', async () => {
    const { app, open, lifecycle } = await serve();
    await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=300' });
    const connection = await open();
    connection.get('/hostname');
    await waitUntil('the request to arrive', () => app.requestsInFlight() === 1);
    lifecycle.drain();
    const closed = close(app);
    const [answer] = await connection.answered(1);
    expect([answer?.statusCode, answer && closes(answer)]).toEqual([200, true]);
    await closed;
  });

  test('pipelined requests are all answered', async () => {
    const { app, open, lifecycle } = await serve();
    await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=200' });
    const connection = await open();
    connection.write('GET /hostn');
    await waitUntil('nothing', () => app.requestsInFlight() === 0);
    lifecycle.drain();
    const closed = close(app);
    await waitUntil('the listener to close', () => !app.server.listening);
    connection.write(`ame HTTP/1.1\r\nHost: test\r\n\r\n${get('/version')}${get('/livez')}`);
    expect(await connection.closed()).toBe('ended');
    expect(connection.answers.map((each) => each.statusCode)).toEqual([200, 200, 200]);
    expect(connection.answers.map(closes)).toEqual([false, false, true]);
    await closed;
  });

  test('half a request is waited for and answered when the rest comes', async () => {
    const { app, asked, open, lifecycle } = await serve();
    const connection = await open();
    connection.write('GET /hostname HT');
    const { connection: used } = await asked('/version');
    used.write('GET /hostn');
    lifecycle.drain();
    const closed = close(app);
    // Silent and idle connections are gone by then; these two are not.
    const silent = await waitForSilentToClose(open);
    expect(silent).toBe(true);
    expect([connection.end, used.end]).toEqual(['open', 'open']);
    connection.write('TP/1.1\r\nHost: test\r\n\r\n');
    used.write('ame HTTP/1.1\r\nHost: test\r\n\r\n');
    expect((await connection.answered(1))[0]?.statusCode).toBe(200);
    expect((await used.answered(2))[1]?.statusCode).toBe(200);
    await closed;
  });

  test('a connection on which nothing was ever sent is given a second, then ended', async () => {
    const { app, open, lifecycle } = await serve();
    const connection = await open();
    lifecycle.drain();
    const startMs = performance.now();
    await close(app);
    expect(await connection.closed()).toBe('ended');
    expect(performance.now() - startMs).toBeGreaterThan(800);
    expect(performance.now() - startMs).toBeLessThan(3000);
  });

  test('a client that sends within that second is answered', async () => {
    const { app, open, lifecycle } = await serve();
    const connection = await open();
    lifecycle.drain();
    const closed = close(app);
    await waitUntil('the listener to close', () => !app.server.listening);
    connection.get('/hostname');
    expect((await connection.answered(1))[0]?.statusCode).toBe(200);
    await closed;
  });

  test.each([
    ['the path could not be decoded', '/%zz'],
    ['the query was refused', '/cpu-load?seconds=0'],
    ['the path is unknown', '/nowhere'],
  ])(
    'a client that stays after an answer with an error does not hold the server open: %s',
    async (_what, path) => {
      const { app, asked, lifecycle } = await serve();
      await asked(path);
      lifecycle.drain();
      const startMs = performance.now();
      await close(app);
      expect(performance.now() - startMs).toBeLessThan(1000);
    },
  );
});

test('answers given while draining are counted for the summary', async () => {
  const { app, asked, open, lifecycle } = await serve();
  await asked();
  lifecycle.drain();
  const after = await open();
  after.write(get('/hostname').repeat(2));
  await after.answered(2);
  await waitUntil('two answers to be counted', () => app.answeredWhileDraining() === 2);
});

async function waitForSilentToClose(open: () => Promise<RawConnection>): Promise<boolean> {
  return open().then(
    () => false,
    () => true,
  );
}

describe('a pod that told the kubelet that it is not ready', () => {
  test('sends kept connections away, until it tells that it is ready again', async () => {
    const { app, asked } = await serve();
    const ended = async () => closes((await asked()).answer);
    await app.inject({ method: 'POST', url: '/faults/unready' });
    expect(await ended()).toBe(false);
    await app.inject('/readyz');
    expect(await ended()).toBe(true);
    await app.inject({ method: 'DELETE', url: '/faults' });
    expect(await ended()).toBe(true);
    await app.inject('/readyz');
    expect(await ended()).toBe(false);
  });

  test('is not one that is asked by somebody else, as the live page does', async () => {
    const { app, asked } = await serve();
    await app.inject({ method: 'POST', url: '/faults/unready' });
    expect((await app.inject('/page/sample')).json().readiness.status).toBe('unavailable');
    expect(closes((await asked()).answer)).toBe(false);
  });
});
