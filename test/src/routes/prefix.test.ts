import { expect, test } from 'vitest';
import { proxyBelowPath } from '../../support/path-proxy.ts';
import { buildTestApp } from '../../support/test-app.ts';

const BROWSER = { accept: 'text/html', 'user-agent': 'Mozilla/5.0', 'sec-fetch-site': 'same-origin' };

test('behind a proxy that puts a prefix before its paths, the page finds everything that it names', async () => {
  const base = await proxied();
  const document = await fetch(base, { headers: BROWSER });
  const names = [...(await document.text()).matchAll(/(?:href|src|data-clock)="([^"#][^"]*)"/g)];
  expect(names.length).toBeGreaterThanOrEqual(4);
  for (const [, name = ''] of names) {
    const answer = await fetch(new URL(name, base));
    expect([name, answer.status]).toEqual([name, 200]);
  }
});

test('the button of a typed address posts to that address, and its answer links back to the page', async () => {
  const base = await proxied();
  const address = new URL('cpu-load?millicores=1&seconds=5', base);
  const confirmation = await (await fetch(address, { headers: BROWSER })).text();
  // A form without an action goes to the address of its document.
  expect(confirmation).toContain('<form method="post">');
  const outcome = await fetch(address, { method: 'POST', headers: BROWSER });
  expect(outcome.status).toBe(202);
  const [, back = ''] = /<a href="([^"]+)"/.exec(await outcome.text()) ?? [];
  expect(new URL(back, address).href).toBe(base);
});

async function proxied(): Promise<string> {
  const { listen } = await buildTestApp();
  return proxyBelowPath(await listen());
}
