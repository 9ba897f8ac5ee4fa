import { expect, test } from 'vitest';
import { buildTestApp } from '../../support/test-app.ts';

test('GET / tells curl every fault, and every path it names is there', async () => {
  const { app, registry, identity } = await buildTestApp();
  const { body, headers } = await app.inject({
    url: '/',
    headers: { 'user-agent': 'curl/8', accept: '*/*' },
  });
  expect(headers['content-type']).toMatch(/^text\/plain/);
  expect(body).toContain(identity.hostname);
  expect(body.endsWith('\n')).toBe(true);
  for (const { kind, summary } of registry.kinds) {
    expect(body).toContain(`POST /faults/${kind} `);
    expect(body).toContain(summary);
  }
  const paths = [...body.matchAll(/ (\/[a-z./]*[a-z]) /g)].map((match) => match[1] ?? '');
  expect(paths.length).toBeGreaterThan(10);
  for (const path of paths.filter((each) => !each.startsWith('/faults/'))) {
    expect([path, app.hasRoute({ method: 'GET', url: path })]).toEqual([path, true]);
  }
});
