import { expect, test } from 'vitest';
import { buildTestApp } from '../../support/test-app.ts';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0 Safari/537.36';
const NODE = { host: '192.0.2.30:31221', 'user-agent': BROWSER };

/** Where there is no TLS, so on every NodePort, browsers do not send Sec-Fetch-Site. */
test.each<[string, 'GET' | 'POST', Record<string, string>]>([
  ['a form or a script of another site', 'POST', { origin: 'http://elsewhere.example' }],
  ['another port of the same node', 'POST', { origin: 'http://192.0.2.30:8080' }],
  ['a sandboxed frame', 'POST', { origin: 'null' }],
  ['an image of another site', 'GET', { referer: 'http://elsewhere.example/page' }],
  ['an image of another site that hides where it is', 'GET', {}],
  ['a referrer that is no address', 'GET', { referer: 'elsewhere' }],
])('without Sec-Fetch-Site %s starts no fault', async (_what, method, headers) => {
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
])('without Sec-Fetch-Site %s does', async (_what, method, headers) => {
  const { app } = await buildTestApp();
  const url = method === 'GET' ? '/cpu-load?millicores=1&seconds=1' : '/faults/unready';
  expect((await app.inject({ method, url, headers: { ...NODE, ...headers } })).statusCode).toBe(202);
});

test('an address of the lessons, typed into a browser, answers where the buttons are', async () => {
  const { app } = await buildTestApp();
  const answer = await app.inject({ url: '/cpu-load', headers: NODE });
  expect(answer.json().message).toContain('from the page at /');
});
