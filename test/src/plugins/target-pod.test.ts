import { describe, expect, test } from 'vitest';
import { buildTestApp } from '../../support/test-app.ts';

const CONTROLS = [
  { method: 'POST', url: '/faults/unready' },
  { method: 'DELETE', url: '/faults/unready' },
  { method: 'DELETE', url: '/faults' },
] as const;

describe('?pod=NAME', () => {
  test.each(CONTROLS)('makes the pod of that name obey $method $url', async ({ method, url }) => {
    const { app } = await buildTestApp({ hostname: 'pod-a' });
    const answer = await app.inject({ method, url: `${url}?pod=pod-a` });
    expect([answer.statusCode, answer.json().pod]).toEqual([method === 'POST' ? 202 : 200, 'pod-a']);
  });

  test.each(CONTROLS)(
    'makes any other pod answer $method $url with 421 and do nothing',
    async ({ method, url }) => {
      const { app } = await buildTestApp({ hostname: 'pod-a' });
      if (method === 'DELETE') await app.inject({ method: 'POST', url: '/faults/unready' });
      const before = (await app.inject('/faults')).json().active.length;
      const answer = await app.inject({ method, url: `${url}?pod=pod-b` });
      expect([answer.statusCode, answer.json()]).toEqual([
        421,
        {
          statusCode: 421,
          error: 'Misdirected Request',
          message: 'this is pod pod-a; nothing was done, try again on a new connection',
        },
      ]);
      expect((await app.inject('/faults')).json().active).toHaveLength(before);
    },
  );

  test('is allowed beside the parameters of a fault, and is no parameter itself', async () => {
    const { app } = await buildTestApp({ hostname: 'pod-a' });
    const answer = await app.inject({
      method: 'POST',
      url: '/faults/latency?pod=pod-a&milliseconds=7',
      payload: { percent: 50 },
    });
    expect(answer.json().parameters).toMatchObject({ milliseconds: 7, percent: 50 });
    expect(answer.json().parameters).not.toHaveProperty('pod');
  });

  test.each(['', 'pod-a&pod=pod-b', 'POD-A', 'pod-a%20'])('%j does not name this pod', async (name) => {
    const { app } = await buildTestApp({ hostname: 'pod-a' });
    expect((await app.inject({ method: 'POST', url: `/faults/unready?pod=${name}` })).statusCode).toBe(421);
  });

  test('does not skip the guard', async () => {
    const { app } = await buildTestApp({ hostname: 'pod-a', env: { FAULTS: 'off' } });
    expect((await app.inject({ method: 'POST', url: '/faults/unready?pod=pod-b' })).statusCode).toBe(403);
  });

  test('is described in the OpenAPI document and by GET /faults', async () => {
    const { app } = await buildTestApp();
    const { paths } = (await app.inject('/openapi.json')).json();
    const operations = [paths['/faults/crash'].post, paths['/faults/crash'].delete, paths['/faults'].delete];
    for (const { parameters } of operations)
      expect(parameters).toContainEqual(expect.objectContaining({ name: 'pod', in: 'query' }));
    expect(paths['/faults'].get.summary).toContain('?pod=NAME');
  });
});

test('every answer to a control ends its connection: kube-proxy chooses a pod again for the next request', async () => {
  const { app } = await buildTestApp({ hostname: 'pod-a' });
  for (const query of ['', '?pod=pod-a', '?pod=pod-b']) {
    const answer = await app.inject({ method: 'POST', url: `/faults/unready${query}` });
    expect([query, answer.headers.connection]).toEqual([query, 'close']);
  }
});
