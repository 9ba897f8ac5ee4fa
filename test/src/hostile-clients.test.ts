import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { describe, expect, test } from 'vitest';
import { exchange, get, RawConnection } from '../support/raw-connection.ts';
import { ServiceProcess } from '../support/service-process.ts';
import { buildTestApp } from '../support/test-app.ts';
import { onTestEnd } from '../support/test-end.ts';
import { waitUntil } from '../support/wait-until.ts';

/** A client without any rights. */
const FAULTS_OFF = { FAULTS: 'off' };

async function serve(env: Record<string, string> = {}) {
  const service = await buildTestApp({ env: { ...FAULTS_OFF, ...env } });
  const port = await service.listen();
  return { ...service, port, open: () => RawConnection.open(port) };
}

test('a CONNECT that is reset does not end the process, 20 times', async () => {
  const service = await ServiceProcess.listening(FAULTS_OFF);
  for (let count = 0; count < 20; count++) {
    const connection = await RawConnection.open(service.port);
    connection.write('CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n'.repeat(1 + (count % 3)));
    connection.reset();
  }
  expect((await fetch(`${service.url}/livez`)).status).toBe(200);
  expect(service.child.exitCode).toBeNull();
});

describe('20,000 pipelined requests on one connection', () => {
  test.each([
    ['that goes on', {}],
    ['that is to end', { MAX_CONNECTION_AGE_MS: '100' }],
    ['whose requests may not be more than 10', { MAX_REQUESTS_PER_CONNECTION: '10' }],
  ])(
    '%s: what is taken is answered, the last answer says close, and nothing after it is begun',
    async (_what, env) => {
      const { app, open } = await serve(env);
      const connection = await open();
      let parsed = 0;
      const count = () => {
        parsed += 1;
      };
      subscribe('http.server.request.start', count);
      onTestEnd(() => void unsubscribe('http.server.request.start', count));
      await waitUntil('the connection to grow old', () => connection.ageMs > 120);
      connection.write(get('/version').repeat(20_000));
      await connection.closed();
      await waitUntil('the connection to be forgotten', () => app.openConnections() === 0);
      const metrics = (await app.inject('/metrics')).body;
      const begun = Number(/http_request_duration_seconds_count\{.*"\/version".*\} (\d+)/.exec(metrics)?.[1]);
      expect(begun).toBe(64);
      // About two thousand requests fit into one packet.
      expect(parsed).toBe(64);
      // A reset, which the client earns by what it sends after the end, may take answers with it that were on
      // their way.
      expect(connection.answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    },
  );

  test('64 at once are answered on a connection that goes on', async () => {
    const { open } = await serve();
    const connection = await open();
    connection.write(get('/version').repeat(63));
    const answers = await connection.answered(63);
    connection.write(get('/version').repeat(63));
    await connection.answered(126);
    expect(answers.some(({ headers }) => headers.connection === 'close')).toBe(false);
  });
});

describe('a body', () => {
  test.each(['/nowhere', '/faults/cpu-load', '/hostname'])(
    'of 1 MB for POST %s is refused before it is read',
    async (path) => {
      const { port } = await serve({ FAULTS: 'open' });
      const answer = await exchange(
        port,
        `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{`,
      );
      expect(answer?.statusCode).toBe(413);
      expect(JSON.parse(answer?.body ?? '')).toMatchObject({ statusCode: 413 });
    },
  );

  test('without a length is refused at 16 KiB', async () => {
    const { port } = await serve();
    const head =
      'POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n';
    const answer = await exchange(port, `${head}4001\r\n${'x'.repeat(0x4001)}\r\n`);
    expect(answer?.statusCode).toBe(413);
  });
});

test('requests that are never finished take no place of the traffic', async () => {
  const { app, open, port } = await serve({ MAX_REQUESTS_IN_FLIGHT: '2' });
  const unfinished = await Promise.all(Array.from({ length: 5 }, open));
  const halves = [
    'POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{',
    'POST /faults/cpu-load HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    'GET /hostname HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{',
    'PUT /hostname HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab',
    'GET /hostname HTTP/1.1\r\nHo',
  ];
  for (const [index, half] of halves.entries()) unfinished[index]?.write(half);
  await waitUntil('all to arrive', () => app.openConnections() === 5);
  const answer = await exchange(port, get('/hostname'));
  expect(answer?.statusCode).toBe(200);
  expect(app.requestsInFlight()).toBe(0);
});

test('the delay of an answer ends with the client that waits for it', async () => {
  const { app, open } = await serve({ FAULTS: 'open' });
  await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=15000' });
  const timers = () => process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length;
  const before = timers();
  const connections = await Promise.all(Array.from({ length: 20 }, open));
  const startMs = performance.now();
  for (const connection of connections) connection.write(get('/hostname').repeat(3));
  await waitUntil('all to be delayed', () => app.requestsInFlight() === 60);
  expect(timers()).toBeGreaterThan(before + 50);
  for (const connection of connections) connection.destroy();
  await waitUntil(
    () => `the delays to end, ${timers() - before} are left`,
    () => app.requestsInFlight() === 0 && timers() < before + 10,
  );
  // Before any of them would have ended by itself.
  expect(performance.now() - startMs).toBeLessThan(15_000);
});

test('5,000 nested keys in the parameters of a fault are 400, and no body is more than that', async () => {
  const { app, logLines } = await serve({ FAULTS: 'open' });
  for (const [open, close] of [
    ['{"a":', '}'],
    ['{"":', '}'],
    ['[', ']'],
  ]) {
    const depth = Math.floor(8000 / String(open).length);
    const nested = `${open?.repeat(depth)}1${close?.repeat(depth)}`;
    for (const payload of [nested, `{"seconds":${nested}}`, `{"millicores":[${nested}]}`]) {
      const headers = { 'content-type': 'application/json' };
      const answer = await app.inject({ method: 'POST', url: '/faults/cpu-load', headers, payload });
      expect([answer.statusCode, answer.json().statusCode]).toEqual([400, 400]);
      expect(answer.body.length).toBeLessThan(300);
    }
  }
  expect(logLines.filter(({ msg }) => msg === 'request failed')).toEqual([]);
});

test.each([
  ['DESCRIBE', 'DESCRIBE /hostname RTSP/1.0\r\nCSeq: 1\r\n\r\n'],
  ['PLAY', 'PLAY / RTSP/1.0\r\nHost: a\r\n\r\n'],
])(
  'a method of RTSP is refused before the router, in our words and without a line in the log: %s',
  async (method, text) => {
    const { logLines, port } = await serve();
    const before = logLines.length;
    const answer = await exchange(port, text);
    expect(answer?.statusCode).toBe(400);
    expect(answer?.headers['x-app-version']).toBe('1.0.0');
    expect(JSON.parse(answer?.body ?? '').message).toContain(`HTTP has no method ${method}`);
    expect(logLines.slice(before)).toEqual([]);
  },
);

test('two Host headers are 400: which of them a proxy before us believed cannot be known', async () => {
  const { port } = await serve();
  const answer = await exchange(port, 'GET /hostname HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n');
  expect(answer?.statusCode).toBe(400);
  expect(JSON.parse(answer?.body ?? '').message).toBe('the header Host is there more than once');
});
