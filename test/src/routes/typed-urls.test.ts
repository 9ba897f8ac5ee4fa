import { describe, expect, test } from 'vitest';
import type { FaultStarted } from '../../../src/contract.ts';
import { buildTestApp } from '../../support/test-app.ts';

/** What Chromium, Firefox and Safari send for an address that was typed, on a NodePort without TLS. */
const TYPED = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36',
  accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8',
  host: '192.168.56.30:31221',
};
/** What they add when the button of that page is pressed: all three send Origin with a POST. */
const PRESSED = {
  ...TYPED,
  origin: 'http://192.168.56.30:31221',
  'content-type': 'application/x-www-form-urlencoded',
};

describe.each([
  ['/cpu-load', 'this container will use 130m of CPU in total for 120 s'],
  ['/memory-leak', 'OOMKilled'],
])('%s in the address bar of a browser', (url, message) => {
  test('says what would happen and where, in both languages, and does nothing', async () => {
    const { app, registry } = await buildTestApp({ hostname: 'pod-a' });
    const answer = await app.inject({ url, headers: TYPED });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    for (const part of [message, 'pod-a', 'lang="ko"', 'lang="en"', '<form method="post">'])
      expect(answer.body).toContain(part);
    // With no referrer at all, Origin would be "null".
    expect(answer.headers['referrer-policy']).toBe('same-origin');
    expect(registry.active).toEqual([]);
  });

  test('its button starts the fault', async () => {
    const { app, registry } = await buildTestApp({ hostname: 'pod-a' });
    const answer = await app.inject({ url, method: 'POST', headers: PRESSED, payload: '' });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([202, 'text/html; charset=utf-8']);
    expect(answer.body).toContain('pod-a');
    expect(registry.active).toHaveLength(1);
  });

  test('a button on another site does not', async () => {
    const { app, registry } = await buildTestApp();
    for (const origin of ['http://evil.example', 'null']) {
      const answer = await app.inject({ url, method: 'POST', headers: { ...PRESSED, origin }, payload: '' });
      expect(answer.statusCode).toBe(403);
    }
    expect(registry.active).toEqual([]);
  });

  test('curl starts it as ever', async () => {
    const { app } = await buildTestApp();
    const answer = await app.inject({ url, headers: { accept: '*/*', 'user-agent': 'curl/8.5.0' } });
    expect([answer.statusCode, answer.json().fault]).toEqual([202, url.slice(1)]);
  });
});

test('a value of the address is text on the page, never markup', async () => {
  const { app } = await buildTestApp();
  const url = '/cpu-load?seconds=5&millicores=130#"><script>';
  expect((await app.inject({ url, headers: TYPED })).body).not.toContain('<script');
});

describe('/cpu-load with minutes and threads', () => {
  const started = async (query: string) => {
    const { app } = await buildTestApp();
    const answer = await app.inject(`/cpu-load?${query}`);
    await app.inject({ method: 'DELETE', url: '/faults' });
    return answer;
  };

  test('says what it made of them', async () => {
    const answer = (await started('min=3&thread=5')).json<FaultStarted>();
    expect(answer.parameters).toEqual({ millicores: 180, seconds: 180 });
    expect(answer.message).toBe(
      'min=3 is 180 s, thread=5 is 4000m, of which this container can hold 180m: this container will use 180m of CPU in total for 180 s',
    );
  });

  test('takes one without the other', async () => {
    expect((await started('min=1')).json<FaultStarted>().parameters).toEqual({
      millicores: 130,
      seconds: 60,
    });
  });

  test('has bounds', async () => {
    expect((await started('min=0')).json().message).toBe('min must be an integer from 1 to 60, got 0');
  });
});

describe('older paths', () => {
  test.each([
    ['/startup', '/startupz'],
    ['/liveness', '/livez'],
    ['/readiness', '/readyz'],
  ])('%s answers as %s', async (old, path) => {
    const { app, lifecycle } = await buildTestApp();
    const same = async () => {
      const [one, other] = [await app.inject(old), await app.inject(path)];
      expect([one.statusCode, one.body]).toEqual([other.statusCode, other.body]);
    };
    await same();
    lifecycle.drain();
    await same();
  });

  test.each([
    ['/traffic-off', ['unready']],
    ['/server-error', ['unlive']],
    ['/server-load-on', ['unready', 'unlive']],
  ])('%s starts %j', async (url, kinds) => {
    const { app, registry } = await buildTestApp();
    expect((await app.inject(url)).statusCode).toBe(202);
    expect(registry.active.map(({ kind }) => kind)).toEqual(kinds);
    expect((await app.inject({ url, headers: { 'sec-fetch-site': 'cross-site' } })).statusCode).toBe(403);
  });

  test.each([
    ['/traffic-on', ['unlive']],
    ['/server-load-off', []],
  ])('%s leaves %j of both', async (url, left) => {
    const { app, registry } = await buildTestApp();
    await app.inject('/server-load-on');
    expect((await app.inject(url)).statusCode).toBe(200);
    expect(registry.active.map(({ kind }) => kind)).toEqual(left);
  });
});

test('JSON ends with a newline, so that no prompt sticks to it; names of pods and versions do not', async () => {
  const { app } = await buildTestApp();
  for (const url of ['/info', '/readyz', '/faults', '/nothing', '/cpu-load?seconds=0', '/openapi.json'])
    expect([url, (await app.inject(url)).body.endsWith('}\n')]).toEqual([url, true]);
  for (const url of ['/hostname', '/version']) expect((await app.inject(url)).body).not.toContain('\n');
});
