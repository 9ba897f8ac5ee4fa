import { readFileSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import { buildTestApp } from '../../support/test-app.ts';

const CONTROLS: { method: 'GET' | 'POST' | 'DELETE'; url: string }[] = [
  { method: 'GET', url: '/cpu-load?millicores=1&seconds=1' },
  { method: 'GET', url: '/memory-leak?maxMib=1&seconds=5' },
  { method: 'POST', url: '/faults/unready' },
  { method: 'DELETE', url: '/faults/unready' },
  { method: 'DELETE', url: '/faults' },
];
const READING = ['/faults', '/hostname', '/metrics', '/openapi.json', '/'];
const TOKEN = 'correct horse battery';

describe('in every mode', () => {
  const modes = [
    { FAULTS: 'open' },
    { FAULTS: 'token', FAULTS_TOKEN: 'geheim-geheim-78' },
    { FAULTS: 'off' },
  ];
  const requests: Record<string, string>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-purpose': 'prefetch' },
    { 'sec-purpose': 'prefetch;prerender' },
    { 'sec-purpose': 'prefetch;anonymous-client-ip' },
    { purpose: 'prefetch' },
    { 'x-moz': 'prefetch' },
  ];
  for (const env of modes) {
    test.each(requests)(
      `FAULTS=${env.FAULTS} lets no page of another site and no prefetch control faults: %j`,
      async (headers) => {
        const { app, registry } = await buildTestApp({ env });
        for (const control of CONTROLS) {
          const answer = await app.inject({
            ...control,
            headers: { authorization: 'Bearer geheim-geheim-78', ...headers },
          });
          expect([control.url, answer.statusCode]).toEqual([control.url, 403]);
          expect(answer.json().message).toBe('a page of another site, or a prefetch, may not control faults');
        }
        expect(registry.active).toEqual([]);
        for (const path of READING) expect((await app.inject({ url: path, headers })).statusCode).toBe(200);
      },
    );
  }
});

describe('FAULTS=open', () => {
  test.each([{}, { 'sec-fetch-site': 'none' }, { 'sec-fetch-site': 'same-origin' }])(
    'takes curl, an address that was typed, and our own page: %j',
    async (headers) => {
      const { app } = await buildTestApp();
      for (const control of CONTROLS) {
        expect((await app.inject({ ...control, headers })).statusCode).toBeLessThan(300);
      }
    },
  );
});

describe('FAULTS=off', () => {
  test('refuses every control with 403 and the reason, with or without a token, and shows everything else', async () => {
    const { app, registry } = await buildTestApp({ env: { FAULTS: 'off' } });
    for (const control of CONTROLS) {
      const answer = await app.inject({ ...control, headers: { authorization: 'Bearer x' } });
      expect([answer.statusCode, answer.json()]).toEqual([
        403,
        {
          statusCode: 403,
          error: 'Forbidden',
          message: 'faults are off here (FAULTS=off)',
          code: 'faults-off',
        },
      ]);
    }
    expect(registry.active).toEqual([]);
    for (const path of READING) expect((await app.inject(path)).statusCode).toBe(200);
    expect((await app.inject('/faults')).json().guard).toBe('off');
  });
});

describe('FAULTS=token', () => {
  const env = { FAULTS: 'token', FAULTS_TOKEN: 'geheim-geheim-78' };

  test.each([
    [undefined],
    [''],
    ['Bearer'],
    ['Bearer '],
    ['Bearer geheim-geheim-7'],
    ['Bearer geheim-geheim-788'],
    ['Bearer Geheim-geheim-78'],
    ['Basic geheim-geheim-78'],
    ['geheim-geheim-78'],
    [`Bearer ${'x'.repeat(5000)}`],
  ])('refuses %j with 401, tells how to ask, and says nothing of the token', async (authorization) => {
    const { app, registry } = await buildTestApp({ env });
    for (const control of CONTROLS) {
      const answer = await app.inject({
        ...control,
        headers: authorization === undefined ? {} : { authorization },
      });
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
      expect(answer.json()).toMatchObject({ statusCode: 401, error: 'Unauthorized' });
      expect(answer.body).not.toContain('geheim-geheim-78');
    }
    expect(registry.active).toEqual([]);
  });

  test.each(['Bearer geheim-geheim-78', 'bearer geheim-geheim-78'])('takes %j', async (authorization) => {
    const { app } = await buildTestApp({ env });
    for (const control of CONTROLS) {
      expect((await app.inject({ ...control, headers: { authorization } })).statusCode).toBeLessThan(300);
    }
  });

  test('takes a token with a space in it, since the configuration does', async () => {
    const { app } = await buildTestApp({ env: { FAULTS: 'token', FAULTS_TOKEN: TOKEN } });
    const headers = { authorization: `Bearer ${TOKEN}` };
    expect((await app.inject({ method: 'DELETE', url: '/faults', headers })).statusCode).toBe(200);
  });

  test('tells the log who was refused, five times a second at most', async () => {
    vi.useFakeTimers({ toFake: ['performance'], now: 1000 });
    const { app, logLines } = await buildTestApp({ env });
    const guess = () => app.inject({ method: 'POST', url: '/faults/unready', remoteAddress: '10.1.2.3' });
    for (let guesses = 0; guesses < 100; guesses++) await guess();
    vi.advanceTimersByTime(1000);
    await guess();
    const told = logLines.filter(({ msg }) => msg === 'control of a fault refused');
    expect(told.map(({ unlogged }) => unlogged)).toEqual([0, 0, 0, 0, 0, 95]);
    expect(told[0]).toMatchObject({ level: 40, statusCode: 401, remoteAddress: '10.1.2.3' });
  });

  test('never writes the token to the log', async () => {
    const { app, logLines } = await buildTestApp({ env });
    const headers = { authorization: 'Bearer geheim-geheim-78' };
    await app.inject({ method: 'POST', url: '/faults/unready', headers });
    await app.inject({ method: 'POST', url: '/faults/unready' });
    expect(logLines.length).toBeGreaterThan(0);
    expect(JSON.stringify(logLines)).not.toContain('geheim-geheim-78');
  });

  test('tokens are compared in constant time: by digests of one length and never by ===', () => {
    const source = readFileSync(new URL('../../../src/plugins/fault-guard.ts', import.meta.url), 'utf8');
    expect(source).toContain('timingSafeEqual(digest(given), digest(token))');
    expect(source).not.toMatch(/(===|!==|==|!=) token|token (===|!==|==|!=)|given (===|!==)/);
  });
});

/** Browsers do not send Sec-Fetch-Site without TLS, so on no NodePort. */
describe('without Sec-Fetch-Site', () => {
  const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36';
  const NODE = { host: '192.0.2.30:31221', 'user-agent': BROWSER };

  test.each<[string, 'GET' | 'POST', Record<string, string>]>([
    ['a form or a script of another site', 'POST', { origin: 'http://elsewhere.example' }],
    ['another port of the same node', 'POST', { origin: 'http://192.0.2.30:8080' }],
    ['a sandboxed frame', 'POST', { origin: 'null' }],
    ['an image of another site', 'GET', { referer: 'http://elsewhere.example/page' }],
    ['an image of another site that hides where it is', 'GET', {}],
    ['a referrer that is no address', 'GET', { referer: 'elsewhere' }],
  ])('%s starts no fault', async (_what, method, headers) => {
    const { app, registry } = await buildTestApp();
    const url = method === 'GET' ? '/cpu-load?millicores=1&seconds=1' : '/faults/unready';
    const answer = await app.inject({ method, url, headers: { ...NODE, ...headers } });
    expect(answer.statusCode).toBe(403);
    expect(registry.active).toEqual([]);
  });

  test.each<[string, 'GET' | 'POST', Record<string, string>]>([
    ['our own page', 'POST', { origin: 'http://192.0.2.30:31221' }],
    ['a link on our own page', 'GET', { referer: 'http://192.0.2.30:31221/' }],
    ['curl', 'POST', { 'user-agent': 'curl/8.5.0' }],
    [
      'the curl of Windows PowerShell, which claims to be Mozilla',
      'GET',
      { 'user-agent': 'Mozilla/5.0 (Windows NT; Windows NT 10.0; ko-KR) WindowsPowerShell/5.1.22621.963' },
    ],
    ['curl with an address of the course', 'GET', { 'user-agent': 'curl/8.5.0' }],
  ])('%s starts a fault', async (_what, method, headers) => {
    const { app } = await buildTestApp();
    const url = method === 'GET' ? '/cpu-load?millicores=1&seconds=1' : '/faults/unready';
    expect((await app.inject({ method, url, headers: { ...NODE, ...headers } })).statusCode).toBe(202);
  });

  test('an address of the lessons, typed into a browser, answers where the buttons are', async () => {
    const { app } = await buildTestApp();
    const answer = await app.inject({ url: '/cpu-load', headers: NODE });
    expect(answer.json().message).toContain('from the page at /');
  });
});
