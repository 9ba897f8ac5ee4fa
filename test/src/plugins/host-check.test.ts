import { describe, expect, test } from 'vitest';
import { buildTestApp } from '../../support/test-app.ts';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36';
/** What a page sends to its own origin: with DNS rebinding that is this node. */
const ownPage = (host: string) => ({ host, 'user-agent': BROWSER, origin: `http://${host}` });
const ASKED = [
  { method: 'GET', url: '/info' },
  { method: 'GET', url: '/page/sample' },
  { method: 'GET', url: '/cpu-load?millicores=1&seconds=1' },
  { method: 'POST', url: '/faults/unready' },
  { method: 'DELETE', url: '/faults' },
] as const;

describe('a foreign host name that resolves to this node', () => {
  test.each(['evil.example', 'evil.example:31221', 'EVIL.example.', '127.0.0.1.evil.example', 'local.evil'])(
    'lets no browser watch or control: %s',
    async (host) => {
      const { app, registry } = await buildTestApp();
      for (const asked of ASKED) {
        const answer = await app.inject({ ...asked, headers: ownPage(host) });
        expect([asked.url, answer.statusCode]).toEqual([asked.url, 403]);
        expect(answer.json().message).toContain(
          `set ALLOWED_HOSTS=${/^[^:]*?(?=\.?(:|$))/.exec(host.toLowerCase())?.[0]} `,
        );
      }
      expect(registry.active).toEqual([]);
    },
  );

  test('is refused by each sign of a browser alone', async () => {
    const { app } = await buildTestApp();
    for (const sign of [
      { 'user-agent': BROWSER },
      { 'sec-fetch-site': 'same-origin' },
      { origin: 'http://evil.example' },
    ]) {
      const answer = await app.inject({ url: '/info', headers: { host: 'evil.example', ...sign } });
      expect(answer.statusCode).toBe(403);
    }
  });

  test('is accepted from a client that is no browser', async () => {
    const { app } = await buildTestApp();
    for (const asked of ASKED) {
      const answer = await app.inject({
        ...asked,
        headers: { host: 'app.example', 'user-agent': 'curl/8.5' },
      });
      expect(answer.statusCode).toBeLessThan(300);
    }
  });
});

test.each([
  ...['10.0.0.7', '10.0.0.7:31221', '[fd00::1]:31221', 'localhost:8080', 'minikube', 'node-1:31221'],
  ...['lab.local', 'app.default.svc.cluster.local', 'host.docker.internal', 'app.localhost'],
])('nobody can own %s', async (host) => {
  const { app } = await buildTestApp();
  for (const asked of ASKED) {
    expect((await app.inject({ ...asked, headers: ownPage(host) })).statusCode).toBeLessThan(300);
  }
});

test('names that were allowed are, and no others', async () => {
  const { app } = await buildTestApp({ env: { ALLOWED_HOSTS: 'app.example,demo.example' } });
  const status = async (host: string) =>
    (await app.inject({ url: '/page/sample', headers: ownPage(host) })).statusCode;
  expect(await status('app.example')).toBe(200);
  expect(await status('demo.example:8443')).toBe(200);
  expect(await status('x.app.example')).toBe(403);
});

test('instead of the live page a browser gets what to set, in both languages and with nothing of the name in it as HTML', async () => {
  const { app } = await buildTestApp();
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';
  const answer = await app.inject({ url: '/', headers: { ...ownPage('evil.example'), accept } });
  expect(answer.statusCode).toBe(403);
  expect(answer.body.match(/ALLOWED_HOSTS=evil\.example</g)).toHaveLength(2);
  expect(answer.body).not.toContain('<script');
  const hostile = await app.inject({ url: '/', headers: { ...ownPage('<img src=x>.example'), accept } });
  expect(hostile.body).not.toContain('<img');
});
