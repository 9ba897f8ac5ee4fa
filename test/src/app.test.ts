import supertest from 'supertest';
import { expect, test } from 'vitest';
import { exchange, get } from '../support/raw-connection.ts';
import { buildTestApp } from '../support/test-app.ts';

/** The paths of the contract: status and type of each. */
const PATHS: [path: string, statusCode: number, type: RegExp][] = [
  ['/', 200, /^text\/plain/],
  ['/hostname', 200, /^text\/plain/],
  ['/version', 200, /^text\/plain/],
  ['/info', 200, /^application\/json/],
  ['/livez', 200, /^application\/json/],
  ['/readyz', 200, /^application\/json/],
  ['/ready', 200, /^application\/json/],
  ['/startupz', 200, /^application\/json/],
  ['/metrics', 200, /^text\/plain; version=/],
  ['/memory-leak?maxMib=1&seconds=5', 202, /^application\/json/],
  ['/cpu-load?millicores=1&seconds=1', 202, /^application\/json/],
  ['/faults', 200, /^application\/json/],
  ['/openapi.json', 200, /^application\/json/],
];

test('every path of the contract answers over a real socket, with the pod and the version in the headers', async () => {
  const { listen } = await buildTestApp({ env: { APP_VERSION: '2.0.0' }, hostname: 'pod-a' });
  const client = supertest(`http://127.0.0.1:${await listen()}`);
  for (const [path, statusCode, type] of PATHS) {
    const answer = await client.get(path).set('user-agent', 'curl/8');
    expect([path, answer.status]).toEqual([path, statusCode]);
    expect(answer.headers['content-type']).toMatch(type);
    expect(answer.headers).toMatchObject({ 'x-app-version': '2.0.0', 'x-app-hostname': 'pod-a' });
  }
});

test.each([
  ['an unknown path', 404, get('/nowhere')],
  ['an unknown method of a known path', 404, 'PATCH /hostname HTTP/1.1\r\nHost: test\r\n\r\n'],
  ['OPTIONS *', 404, 'OPTIONS * HTTP/1.1\r\nHost: test\r\n\r\n'],
  ['a path that cannot be decoded', 400, get('/%zz')],
  ['a fault that cannot be decoded', 400, get('/faults/%')],
  ['a query out of bounds', 400, get('/cpu-load?seconds=0')],
  ['a GET of a fault', 404, get('/faults/cpu-load')],
  ['a query that nobody asked for', 400, get('/hostname?a=1&__proto__=2')],
  ['a GET with a body', 400, get('/hostname', 'Content-Length: 3\r\n').concat('abc')],
  ['a body that is too large', 413, post('application/json', '', 2_000_000)],
  ['a body of an unknown type', 415, post('application/xml', '<a/>')],
  ['a body of a broken type', 415, post(';;;', 'abc')],
  ['a form, which curl -d sends', 415, post('application/x-www-form-urlencoded', 'seconds=5')],
  ['broken JSON', 400, post('application/json', '{"seconds":')],
  ['JSON that would pollute prototypes', 400, post('application/json', '{"__proto__":{"a":1}}')],
  ['JSON with a constructor', 400, post('application/json', '{"constructor":{"prototype":{}}}')],
  ['text where JSON is wanted', 400, post('text/plain', 'hello')],
  ['a method that is none', 400, 'FOO /hostname HTTP/1.1\r\nHost: test\r\n\r\n'],
  ['a line that is no request', 400, 'hello\r\n\r\n'],
  ['the preface of HTTP/2', 400, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
  ['a version that is none', 400, 'GET / HTTP/9.9\r\nHost: test\r\n\r\n'],
  ['no Host header', 400, 'GET /hostname HTTP/1.1\r\n\r\n'],
  ['headers of 20 kB', 431, get('/hostname', `x: ${'a'.repeat(20_000)}\r\n`)],
  ['a URL of 20 kB', 431, get(`/${'a'.repeat(20_000)}`)],
  ['a control character in a header', 400, get('/hostname', 'x: \x00\r\n')],
  [
    'both a length and chunks',
    400,
    'POST /faults/unready HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
  ],
  [
    'broken chunks',
    400,
    'POST /faults/unready HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  ],
  ['an attempt to use it as a proxy', 405, 'CONNECT example.org:80 HTTP/1.1\r\nHost: test\r\n\r\n'],
])(
  '%s is answered %d with the JSON of every error, and the headers of pod and version',
  async (_what, statusCode, bytes) => {
    const { identity, listen } = await buildTestApp();
    const answer = await exchange(await listen(), bytes);
    expect(answer?.statusCode).toBe(statusCode);
    expect(answer?.headers['x-app-version']).toBe(identity.version);
    expect(answer?.headers['x-app-hostname']).toBe(identity.hostname);
    expect(answer?.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(answer?.body ?? '')).toEqual({
      statusCode,
      error: expect.stringMatching(/^[A-Z]/),
      message: expect.stringMatching(/\w{3}/),
    });
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  },
);

test.each([
  ['an expectation that nobody knows', get('/hostname', 'Expect: coffee\r\n')],
  ['a wish to upgrade', get('/hostname', 'Connection: Upgrade\r\nUpgrade: websocket\r\n')],
  ['HTTP/1.0 without Host', 'GET /hostname HTTP/1.0\r\n\r\n'],
  ['a whole URL', get('http://elsewhere/hostname')],
  ['a GET with an empty body', get('/hostname', 'Content-Length: 0\r\n')],
])('%s does not keep /hostname from answering', async (_what, bytes) => {
  const { identity, listen } = await buildTestApp();
  const answer = await exchange(await listen(), bytes);
  expect([answer?.statusCode, answer?.body]).toEqual([200, identity.hostname]);
});

test('Expect: 100-continue is answered before the body is sent', async () => {
  const { listen, registry } = await buildTestApp();
  const head =
    'POST /faults/unready HTTP/1.1\r\nHost: test\r\nExpect: 100-continue\r\nContent-Type: application/json\r\n';
  const answer = await exchange(await listen(), `${head}Content-Length: 14\r\n\r\n{"seconds":60}`);
  expect(answer?.statusCode).toBe(100);
  await expect.poll(() => registry.find('unready')).toBeDefined();
});

test('two apps in one process share no fault, metric, state or name', async () => {
  const one = await buildTestApp({ hostname: 'pod-1', env: { APP_VERSION: '1.0.0' } });
  const two = await buildTestApp({ hostname: 'pod-2', env: { APP_VERSION: '2.0.0', FAULTS: 'off' } });
  await one.app.inject({ method: 'POST', url: '/faults/errors?status=418' });
  await one.app.inject({ method: 'POST', url: '/faults/unready' });
  one.lifecycle.drain();

  const answer = await two.app.inject('/hostname');
  expect([answer.statusCode, answer.body]).toEqual([200, 'pod-2']);
  expect((await two.app.inject('/readyz')).statusCode).toBe(200);
  expect((await two.app.inject('/faults')).json()).toMatchObject({ guard: 'off', active: [] });
  const metrics = (await two.app.inject('/metrics')).body;
  expect(metrics).toContain('fault_starts_total{fault="errors"} 0');
  expect(metrics).toContain('app_lifecycle_state{state="ready"} 1');
  expect(metrics).not.toContain('1.0.0"');
  expect((await one.app.inject('/metrics')).body).toContain('fault_starts_total{fault="errors"} 1');
  expect((await one.app.inject('/hostname')).statusCode).toBe(418);
});

function post(type: string, body: string, length = body.length): string {
  return `POST /faults/unready HTTP/1.1\r\nHost: test\r\nContent-Type: ${type}\r\nContent-Length: ${length}\r\n\r\n${body}`;
}
