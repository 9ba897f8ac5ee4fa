import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { buildTestApp } from '../test-app.ts';

/** What `kubectl proxy` puts before the paths of a Service; an Ingress does the same with a shorter one. */
const PREFIX = '/api/v1/namespaces/default/services/app-1-2-2-1:http/proxy';
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

test('there the button of a typed address goes to that address, and its answer leads back to the page', async () => {
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

/** @returns the address of the page behind the proxy */
async function proxied(): Promise<string> {
  const { listen } = await buildTestApp();
  const port = await listen();
  const server = createServer((incoming, outgoing) => {
    const { method, headers, url = '' } = incoming;
    if (!url.startsWith(`${PREFIX}/`)) return void outgoing.writeHead(404).end();
    const path = url.slice(PREFIX.length);
    const sent = request({ port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(sent);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${PREFIX}/`;
}
