import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { buildTestApp } from '../../support/test-app.ts';

const CHROMIUM = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8';

async function openPage() {
  const { app } = await buildTestApp();
  const document = await app.inject({ url: '/', headers: { accept: CHROMIUM } });
  const files = [...document.body.matchAll(/"(page\/[^"]+)"/g)].map(([, file]) => `/${file}`);
  return { app, document, files };
}

describe('GET /', () => {
  test('gives the page to clients that prefer HTML', async () => {
    const { app } = await buildTestApp();
    for (const accept of [
      CHROMIUM,
      'text/html',
      'text/html;q=0.9, text/plain;q=0.8',
      'TEXT/HTML',
      'text/plain;q=0.5, text/html',
    ]) {
      const answer = await app.inject({ url: '/', headers: { accept } });
      expect([accept, answer.headers['content-type']]).toEqual([accept, 'text/html; charset=utf-8']);
      expect(answer.body).toMatch(/^<!doctype html>/);
      expect(answer.headers.vary).toBe('accept, accept-encoding');
    }
  });

  test.each([
    '*/*',
    '',
    'text/plain',
    'application/json',
    'text/html;q=0',
    'text/plain, text/html;q=0.5',
    'text/*',
  ])('gives the text guide to all other clients: %s', async (accept) => {
    const { app } = await buildTestApp();
    const answer = await app.inject({ url: '/', headers: accept === '' ? {} : { accept } });
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(answer.headers.vary).toBe('accept, accept-encoding');
  });

  test('the page is revalidated at each visit, and not sent again where it has not changed', async () => {
    const { app, document } = await openPage();
    expect(document.headers['cache-control']).toBe('no-cache');
    const etag = String(document.headers.etag);
    expect(etag).toMatch(/^"[0-9a-f]+-identity"$/);
    const again = await app.inject({ url: '/', headers: { accept: CHROMIUM, 'if-none-match': etag } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const stale = await app.inject({ url: '/', headers: { accept: CHROMIUM, 'if-none-match': '"old"' } });
    expect(stale.statusCode).toBe(200);
  });

  test('the page allows nothing from elsewhere, nothing inline, and no frame around it', async () => {
    const { document } = await openPage();
    const policy = String(document.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toMatch(/unsafe|data:|https?:|\*/);
    expect(document.headers['x-content-type-options']).toBe('nosniff');
    expect(document.headers['referrer-policy']).toBe('same-origin');
    expect(document.body).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son[a-z]+=/);
    expect(document.body).not.toMatch(/https?:\/\//);
  });
});

describe('a file of the page', () => {
  test('has a name with its hash, is immutable, and exists', async () => {
    const { app, files } = await openPage();
    expect(files).toEqual([
      expect.stringMatching(/^\/page\/icon\.[0-9a-f]{10}\.svg$/),
      expect.stringMatching(/^\/page\/page\.[0-9a-f]{10}\.css$/),
      expect.stringMatching(/^\/page\/page\.[0-9a-f]{10}\.js$/),
      expect.stringMatching(/^\/page\/clock\.[0-9a-f]{10}\.js$/),
    ]);
    for (const url of files) {
      const answer = await app.inject(url);
      expect([url, answer.statusCode]).toEqual([url, 200]);
      expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
      expect(answer.body.length).toBeGreaterThan(50);
    }
  });

  test('is the same in every encoding, each with a strong ETag of its own', async () => {
    const { app, files } = await openPage();
    for (const url of files) {
      const plain = await app.inject(url);
      const gzip = await app.inject({ url, headers: { 'accept-encoding': 'gzip, deflate, br, zstd' } });
      const refused = await app.inject({ url, headers: { 'accept-encoding': 'br, gzip;q=0' } });
      const encodings = [gzip, refused].map(({ headers }) => headers['content-encoding']);
      expect(encodings).toEqual(['gzip', undefined]);
      expect(gunzipSync(gzip.rawPayload)).toEqual(plain.rawPayload);
      const etags = [plain, gzip].map(({ headers }) => String(headers.etag));
      expect(new Set(etags).size).toBe(2);
      for (const etag of etags) expect(etag).toMatch(/^"/);
      const headers = { 'accept-encoding': 'gzip', 'if-none-match': `W/"x", ${etags[1]}` };
      expect((await app.inject({ url, headers })).statusCode).toBe(304);
    }
  });

  test("of another release, as during a rollout, is answered with this release's file, which is not cached", async () => {
    const { app, files } = await openPage();
    const script = files.find((file) => file.endsWith('.js')) ?? '';
    const other = await app.inject('/page/page.0123456789.js');
    expect(other.statusCode).toBe(200);
    expect(other.headers['cache-control']).toBe('no-store');
    expect(other.body).toBe((await app.inject(script)).body);
  });

  test('does not exist under any other name', async () => {
    const { app } = await openPage();
    for (const file of [
      'index.html',
      'page.js',
      'main.ts',
      'page.0123456789.ts',
      '..%2fmain.ts',
      '%2e%2e%2f..%2fpackage.json',
      'x',
    ]) {
      const answer = await app.inject(`/page/${file}`);
      expect([file, answer.statusCode, answer.json().statusCode]).toEqual([file, 404, 404]);
    }
  });
});
