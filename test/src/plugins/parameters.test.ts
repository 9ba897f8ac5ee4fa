import { describe, expect, test } from 'vitest';
import { exchange } from '../../support/raw-connection.ts';
import { buildTestApp } from '../../support/test-app.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const TAKEN = 'parameters go into the query or into a JSON body (content-type: application/json)';

const request = (line: string, type: string, body: string) =>
  `${line} HTTP/1.1\r\nHost: test\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

describe('a body', () => {
  test.each([
    ["curl -X POST -d ''", FORM, ''],
    ['a type that nobody knows', 'text/csv', ''],
    ['a type that is none', ';;;', ''],
  ])('that is empty is none: %s', async (_what, type, body) => {
    const { listen } = await buildTestApp();
    const answer = await exchange(await listen(), request('POST /faults/unready', type, body));
    expect([answer?.statusCode, JSON.parse(answer?.body ?? '').parameters]).toEqual([202, { seconds: 60 }]);
  });

  test.each([FORM, `${FORM}; charset=UTF-8`, 'text/plain', JSON_TYPE, `${JSON_TYPE}; charset=utf-8`])(
    'of JSON is read as the JSON that it is: %s',
    async (type) => {
      const { listen } = await buildTestApp();
      const answer = await exchange(await listen(), request('POST /faults/unready', type, '{"seconds":7}'));
      expect([answer?.statusCode, JSON.parse(answer?.body ?? '').parameters]).toEqual([202, { seconds: 7 }]);
    },
  );

  test.each([
    [FORM, 'seconds=5', `${TAKEN}, got a form (${FORM}) that is not JSON: "seconds=5"`],
    ['application/xml', '<a/>', `${TAKEN}, got content-type: application/xml`],
    [
      'multipart/form-data; boundary=x',
      '--x--',
      `${TAKEN}, got content-type: multipart/form-data; boundary=x`,
    ],
    [';;;', 'abc', `${TAKEN}, got content-type: ;;;`],
  ])('of anything else is refused, with what is taken and what came: %s', async (type, body, message) => {
    const { listen, registry } = await buildTestApp();
    const answer = await exchange(await listen(), request('POST /faults/unready', type, body));
    expect([answer?.statusCode, JSON.parse(answer?.body ?? '')]).toEqual([
      415,
      { statusCode: 415, error: 'Unsupported Media Type', message },
    ]);
    expect(registry.active).toEqual([]);
  });

  test('of POST /cpu-load and /memory-leak is used', async () => {
    const { app } = await buildTestApp();
    const started = async (url: string, payload: object) =>
      (await app.inject({ url, method: 'POST', payload })).json().parameters;
    expect(await started('/cpu-load', { millicores: 10, seconds: 1 })).toEqual({
      millicores: 10,
      seconds: 1,
    });
    expect(await started('/cpu-load?millicores=10', { min: 1 })).toEqual({ millicores: 10, seconds: 60 });
    expect(await started('/memory-leak', { maxMib: 1, seconds: 5 })).toMatchObject({ maxMib: 1, seconds: 5 });
  });

  test('is checked there as the query is', async () => {
    const { app, registry } = await buildTestApp();
    const refused = async (payload: object) =>
      (await app.inject({ url: '/cpu-load', method: 'POST', payload })).json().message;
    expect(await refused({ milicores: 10 })).toMatch(/^unknown parameter "milicores"; known: millicores/);
    expect(await refused({ seconds: 0 })).toBe('seconds must be an integer from 1 to 3600, got 0');
    expect(registry.active).toEqual([]);
  });
});

describe('no route drops a parameter in silence', () => {
  test('a query that it does not know is refused', async () => {
    const { app, registry } = await buildTestApp();
    const told = await operations(app);
    expect(told.length).toBeGreaterThan(40);
    for (const { method, path } of told) {
      const answer = await app.inject({ method, url: `${path}?colour=blue` });
      expect([method, path, answer.statusCode]).toEqual([method, path, 400]);
      expect(answer.json().message).toMatch(
        /^unknown parameter "colour"; (known: |there are no parameters here)/,
      );
    }
    expect(registry.active).toEqual([]);
  });

  test('a body where none is taken is refused', async () => {
    const { app, registry } = await buildTestApp();
    const told = (await operations(app)).filter(({ hasBody }) => !hasBody);
    for (const { method, path } of told) {
      const answer = await app.inject({ method, url: path, payload: { seconds: 1 } });
      expect([method, path, answer.statusCode, answer.json().message]).toEqual([
        method,
        path,
        400,
        `${method} ${path} takes no body, got one: parameters go into the query`,
      ]);
    }
    expect(registry.active).toEqual([]);
  });

  test.each(['min=3&seconds=5', 'thread=1&millicores=10'])(
    'two names of one parameter are refused: %s',
    async (query) => {
      const { app, registry } = await buildTestApp();
      const answer = await app.inject(`/cpu-load?${query}`);
      expect([answer.statusCode, answer.json().message]).toEqual([
        400,
        expect.stringContaining('send one of them'),
      ]);
      expect(registry.active).toEqual([]);
    },
  );

  test('a path that is not here is 404, whatever is sent to it', async () => {
    const { app } = await buildTestApp();
    for (const url of ['/nowhere?a=1', '/faults/cpu?a=1'])
      expect((await app.inject({ url, method: 'POST', payload: { a: 1 } })).statusCode).toBe(404);
  });
});

describe('a page of another site starts nothing, whatever type its request has', () => {
  /** A form, a fetch without CORS and a beacon may have these types without asking first. */
  const TYPES = [FORM, 'text/plain;charset=UTF-8', 'multipart/form-data; boundary=x', JSON_TYPE];
  const ORIGINS = [
    { origin: 'http://elsewhere.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site', 'user-agent': 'Mozilla/5.0' },
    { 'user-agent': 'Mozilla/5.0' },
  ];
  test.each(TYPES)('%s', async (type) => {
    const { app, registry } = await buildTestApp();
    for (const url of ['/faults/unready', '/cpu-load', '/memory-leak']) {
      for (const origin of ORIGINS) {
        for (const payload of ['{"seconds":5}', 'seconds=5', '']) {
          const headers = { host: '192.168.56.30:31221', 'content-type': type, ...origin };
          const answer = await app.inject({ method: 'POST', url, headers, payload });
          expect([url, origin, payload, answer.statusCode]).toEqual([url, origin, payload, 403]);
        }
      }
    }
    expect(registry.active).toEqual([]);
  });
});

async function operations(app: Awaited<ReturnType<typeof buildTestApp>>['app']) {
  const { paths } = (await app.inject('/openapi.json')).json();
  const told = Object.entries<Record<string, { requestBody?: object }>>(paths).flatMap(([path, each]) =>
    Object.entries(each).map(([method, { requestBody }]) => ({
      method: method.toUpperCase() as 'GET' | 'POST' | 'DELETE',
      path,
      hasBody: requestBody !== undefined,
    })),
  );
  return [
    ...told,
    { method: 'GET' as const, path: '/openapi.json', hasBody: false },
    { method: 'POST' as const, path: '/cpu-load', hasBody: true },
    { method: 'POST' as const, path: '/memory-leak', hasBody: true },
  ];
}
