import { describe, expect, test } from 'vitest';
import { buildTestApp } from '../../support/test-app.ts';

const KINDS = [
  'cpu-load',
  'memory-leak',
  'latency',
  'errors',
  'unready',
  'unlive',
  'hang',
  'crash',
  'disk-fill',
];

describe('GET /faults', () => {
  test('explains every kind: how to start it, and its parameters with type, bounds and default', async () => {
    const { app, identity } = await buildTestApp();
    const answer = (await app.inject('/faults')).json();
    expect([answer.pod, answer.guard, answer.active]).toEqual([identity.hostname, 'open', []]);
    expect(answer.kinds.map((each: { fault: string }) => each.fault)).toEqual(KINDS);
    for (const { fault, start, summary, parameters } of answer.kinds) {
      expect(start).toBe(`POST /faults/${fault}`);
      expect(summary).toMatch(/\w/);
      for (const [name, each] of Object.entries<Record<string, unknown>>(parameters)) {
        expect([fault, name, each.description]).toEqual([fault, name, expect.stringMatching(/\w/)]);
        if (each.enum === undefined)
          expect(each).toMatchObject({ minimum: expect.any(Number), maximum: expect.any(Number) });
      }
    }
  });

  test('the bounds it tells are those that are held', async () => {
    const { app } = await buildTestApp();
    const { kinds } = (await app.inject('/faults')).json();
    for (const { fault, parameters } of kinds) {
      for (const [name, { minimum, maximum }] of Object.entries<{ minimum?: number; maximum?: number }>(
        parameters,
      )) {
        if (minimum === undefined || maximum === undefined) continue;
        for (const value of [minimum - 1, maximum + 1]) {
          const answer = await app.inject({
            method: 'POST',
            url: `/faults/${fault}`,
            payload: { [name]: value },
          });
          expect([fault, name, value, answer.statusCode]).toEqual([fault, name, value, 400]);
          expect(answer.json().message).toContain(`${name} must be`);
          expect(answer.json().message).toContain(`from ${minimum} to ${maximum}, got ${value}`);
        }
      }
    }
    expect((await app.inject('/faults')).json().active).toEqual([]);
  });

  test('CPU is bounded by the container: its limit, or what it can run in parallel without one', async () => {
    const bound = async (container: object) => {
      const { app } = await buildTestApp({ container });
      return (await app.inject('/faults')).json().kinds[0].parameters.millicores;
    };
    expect(await bound({})).toMatchObject({ minimum: 1, maximum: 200, default: 130 });
    expect(await bound({ cpuLimitMillicores: null })).toMatchObject({ maximum: 2000, default: 650 });
    expect(await bound({ cpuLimitMillicores: null, cpuCapacityMillicores: 500 })).toMatchObject({
      maximum: 500,
      default: 500,
    });
    expect(await bound({ cpuLimitMillicores: 1 })).toMatchObject({ maximum: 1, default: 1 });
  });

  test('shows what is active with its countdown and progress', async () => {
    const { app } = await buildTestApp();
    await app.inject({ method: 'POST', url: '/faults/disk-fill?maxMib=1&mibPerSecond=1&seconds=60' });
    await expect
      .poll(async () => (await app.inject('/faults')).json().active)
      .toEqual([
        {
          fault: 'disk-fill',
          message: expect.stringContaining('1 MiB'),
          parameters: { mibPerSecond: 1, maxMib: 1, seconds: 60 },
          startedAt: expect.stringMatching(/Z$/),
          endsAt: expect.stringMatching(/Z$/),
          ending: 'expiry',
          secondsLeft: expect.any(Number),
          progress: { writtenBytes: expect.any(Number) },
        },
      ]);
    const [active] = (await app.inject('/faults')).json().active;
    expect(Date.parse(active.endsAt) - Date.parse(active.startedAt)).toBe(60_000);
    expect(active.secondsLeft).toBeGreaterThan(55);
    expect(active.secondsLeft).toBeLessThanOrEqual(60);
  });
});

describe('POST /faults/{kind}', () => {
  test('answers 202 with the pod, what will happen, and when it ends', async () => {
    const { app, identity } = await buildTestApp();
    const beforeMs = Date.now();
    const answer = await app.inject({ method: 'POST', url: '/faults/unready?seconds=7' });
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toEqual({
      pod: identity.hostname,
      fault: 'unready',
      message: 'readiness will be 503 for 7 s: Kubernetes takes this pod out of the Service',
      parameters: { seconds: 7 },
      startedAt: expect.any(String),
      endsAt: expect.any(String),
      endsInSeconds: 7,
      ending: 'expiry',
    });
    const { startedAt, endsAt } = answer.json();
    expect(Date.parse(endsAt) - Date.parse(startedAt)).toBe(7000);
    expect(Date.parse(startedAt)).toBeGreaterThanOrEqual(beforeMs);
    expect(Date.parse(startedAt)).toBeLessThanOrEqual(Date.now());
  });

  test('every kind starts with nothing but its defaults', async () => {
    const { app, exitCodes } = await buildTestApp();
    for (const kind of KINDS.filter((each) => each !== 'hang')) {
      const answer = await app.inject({ method: 'POST', url: `/faults/${kind}` });
      expect([kind, answer.statusCode, answer.json().fault]).toEqual([kind, 202, kind]);
      await app.inject({ method: 'DELETE', url: `/faults/${kind}` });
    }
    expect(exitCodes).toEqual([]);
  });

  test.each([
    ['a query', '?milliseconds=5&percent=50', undefined],
    ['JSON', '', { milliseconds: 5, percent: 50 }],
    ['half of it in each', '?milliseconds=5', { percent: 50 }],
    ['JSON that overrides the query', '?milliseconds=5&percent=99', { percent: 50 }],
  ])('takes its parameters from %s', async (_from, query, payload) => {
    const { app } = await buildTestApp();
    const answer = await app.inject({
      method: 'POST',
      url: `/faults/latency${query}`,
      ...(payload && { payload }),
    });
    expect(answer.json().parameters).toEqual({
      milliseconds: 5,
      jitterMilliseconds: 0,
      percent: 50,
      seconds: 60,
    });
  });

  test.each([
    ['no body', {}],
    ['an empty body that says it is JSON', { headers: { 'content-type': 'application/json' } }],
    ['null', { headers: { 'content-type': 'application/json' }, payload: 'null' }],
    ['an empty object', { payload: {} }],
    [
      'JSON with a charset',
      { headers: { 'content-type': 'application/json; charset=utf-8' }, payload: '{}' },
    ],
  ])('takes %s for the defaults', async (_what, request) => {
    const { app } = await buildTestApp();
    const answer = await app.inject({ method: 'POST', url: '/faults/unready', ...request });
    expect([answer.statusCode, answer.json().parameters]).toEqual([202, { seconds: 60 }]);
  });

  test.each([
    ['?seconds=0', undefined, 'seconds must be an integer from 1 to 3600, got 0'],
    ['?seconds=3601', undefined, 'seconds must be an integer from 1 to 3600, got 3601'],
    ['?seconds=1.5', undefined, 'seconds must be an integer from 1 to 3600, got 1.5'],
    ['?seconds=', undefined, 'seconds must be an integer from 1 to 3600, got ""'],
    ['?seconds=abc', undefined, 'seconds must be an integer from 1 to 3600, got "abc"'],
    ['?seconds=-5', undefined, 'seconds must be an integer from 1 to 3600, got -5'],
    ['?seconds=1e3', undefined, 'seconds must be an integer from 1 to 3600, got "1e3"'],
    ['?seconds=1&seconds=2', undefined, 'seconds must be an integer from 1 to 3600, got ["1","2"]'],
    ['?percent=101', undefined, 'percent must be an integer from 1 to 100, got 101'],
    ['?status=200', undefined, 'status must be an integer from 400 to 599, got 200'],
    ['?second=5', undefined, 'unknown parameter "second"; known: status, percent, seconds'],
    ['?__proto__=5', undefined, 'unknown parameter "__proto__"; known: status, percent, seconds'],
    ['?constructor=5', undefined, 'unknown parameter "constructor"; known: status, percent, seconds'],
    ['', { seconds: '5' }, 'seconds must be an integer from 1 to 3600, got "5"'],
    ['', { seconds: null }, 'seconds must be an integer from 1 to 3600, got null'],
    ['', { seconds: true }, 'seconds must be an integer from 1 to 3600, got true'],
    ['', { seconds: [5] }, 'seconds must be an integer from 1 to 3600, got [5]'],
    ['', { seconds: { toString: 5 } }, 'seconds must be an integer from 1 to 3600, got {"toString":5}'],
    ['', { toString: 5 }, 'unknown parameter "toString"; known: status, percent, seconds'],
    ['', [], 'expected a JSON object of parameters, got []'],
    ['?seconds=5', 'text', 'expected a JSON object of parameters, got "text"'],
    ['', 17, 'expected a JSON object of parameters, got 17'],
  ])(
    'refuses %j with %j, naming the field and the bound, and starts nothing',
    async (query, json, message) => {
      const { app } = await buildTestApp();
      const body =
        json === undefined
          ? {}
          : { headers: { 'content-type': 'application/json' }, payload: JSON.stringify(json) };
      const answer = await app.inject({ method: 'POST', url: `/faults/errors${query}`, ...body });
      expect([answer.statusCode, answer.json()]).toEqual([
        400,
        { statusCode: 400, error: 'Bad Request', message },
      ]);
      expect((await app.inject('/faults')).json().active).toEqual([]);
    },
  );

  test('a wrong request leaves alone what is running', async () => {
    const { app } = await buildTestApp();
    await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=7' });
    await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=-1' });
    await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=15000&jitterMilliseconds=1' });
    const { active } = (await app.inject('/faults')).json();
    expect(active.map((each: { parameters: object }) => each.parameters)).toMatchObject([
      { milliseconds: 7 },
    ]);
  });

  test('milliseconds and jitter together stay below the longest request that a drain waits for', async () => {
    const { app } = await buildTestApp();
    const answer = await app.inject({
      method: 'POST',
      url: '/faults/latency?milliseconds=15000&jitterMilliseconds=1',
    });
    expect(answer.json()).toMatchObject({
      statusCode: 400,
      message: 'milliseconds + jitterMilliseconds must be at most 15000, got 15000 + 1',
    });
  });

  test('starting a kind again replaces it', async () => {
    const { app } = await buildTestApp();
    await app.inject({ method: 'POST', url: '/faults/unready?seconds=10' });
    await app.inject({ method: 'POST', url: '/faults/unready?seconds=20' });
    const { active } = (await app.inject('/faults')).json();
    expect(active).toMatchObject([{ fault: 'unready', parameters: { seconds: 20 } }]);
  });
});

describe('DELETE', () => {
  test('of a kind stops that one and no other, and says whether it was active, as often as it is asked', async () => {
    const { app, identity } = await buildTestApp();
    await app.inject({ method: 'POST', url: '/faults/unready' });
    await app.inject({ method: 'POST', url: '/faults/errors' });
    const stop = async () => (await app.inject({ method: 'DELETE', url: '/faults/unready' })).json();
    const only = `on pod ${identity.hostname} only, no other pod was asked`;
    expect(await stop()).toEqual({
      pod: identity.hostname,
      stopped: ['unready'],
      message: `stopped: unready; ${only}`,
    });
    expect(await stop()).toEqual({
      pod: identity.hostname,
      stopped: [],
      message: `nothing was active; ${only}`,
    });
    const { active } = (await app.inject('/faults')).json();
    expect(active.map((each: { fault: string }) => each.fault)).toEqual(['errors']);
  });

  test('of all stops all, and is answered 200 when there is nothing to stop', async () => {
    const { app } = await buildTestApp();
    await app.inject({ method: 'POST', url: '/faults/unready' });
    await app.inject({ method: 'POST', url: '/faults/errors' });
    const first = await app.inject({ method: 'DELETE', url: '/faults' });
    expect([first.statusCode, first.json().stopped]).toEqual([200, ['unready', 'errors']]);
    const second = await app.inject({ method: 'DELETE', url: '/faults' });
    expect([second.statusCode, second.json().stopped]).toEqual([200, []]);
  });
});

test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'OPTIONS'] as const)('%s starts no fault', async (method) => {
  const { app } = await buildTestApp();
  for (const kind of KINDS) {
    expect((await app.inject({ method, url: `/faults/${kind}` })).statusCode).toBe(404);
  }
  expect((await app.inject('/faults')).json().active).toEqual([]);
});

test.each(['POST', 'DELETE', 'GET'] as const)(
  '%s of an unknown kind is 404 and tells the known ones',
  async (method) => {
    const { app } = await buildTestApp();
    for (const url of [
      '/faults/cpu',
      '/faults/__proto__',
      '/faults/cpu-load/x',
      '/faults/',
      `/faults/${'x'.repeat(500)}`,
    ]) {
      const answer = await app.inject({ method, url });
      expect([url, answer.statusCode, answer.json().statusCode]).toEqual([url, 404, 404]);
      expect(answer.json().message).toContain(KINDS.join(', '));
    }
  },
);
