import { expect, test } from 'vitest';
import { MIB } from '../../support/fake-container.ts';
import { buildTestApp } from '../../support/test-app.ts';

async function statuses(app: Awaited<ReturnType<typeof buildTestApp>>['app']) {
  const answers = await Promise.all(
    ['/startupz', '/livez', '/readyz', '/ready'].map((path) => app.inject(path)),
  );
  return answers.map((each) => each.statusCode);
}

test('a ready pod answers 200 with a reason on all four probes', async () => {
  const { app } = await buildTestApp();
  expect(await statuses(app)).toEqual([200, 200, 200, 200]);
  expect((await app.inject('/readyz')).json()).toEqual({ status: 'ok', reason: 'ready' });
  expect((await app.inject('/livez')).json()).toEqual({ status: 'ok', reason: 'alive' });
  expect((await app.inject('/startupz')).json()).toEqual({ status: 'ok', reason: 'started' });
});

test('the fault unready turns readiness only, unlive turns liveness only', async () => {
  const { app } = await buildTestApp();
  await app.inject({ method: 'POST', url: '/faults/unready' });
  expect(await statuses(app)).toEqual([200, 200, 503, 503]);
  await app.inject({ method: 'POST', url: '/faults/unlive' });
  expect(await statuses(app)).toEqual([200, 503, 503, 503]);
  await app.inject({ method: 'DELETE', url: '/faults' });
  expect(await statuses(app)).toEqual([200, 200, 200, 200]);
});

test('memory near the limit turns readiness with the figure, and the pod keeps serving', async () => {
  const { app, identity } = await buildTestApp({
    env: { MEMORY_READINESS_PERCENT: '60' },
    container: { memoryUsage: () => ({ workingSetBytes: 150 * MIB, unreclaimableBytes: 130 * MIB }) },
  });
  expect(await statuses(app)).toEqual([200, 200, 503, 503]);
  expect((await app.inject('/readyz')).json().reason).toBe(
    'memory is at 65 % of the limit; not ready from 60 % on',
  );
  expect((await app.inject('/hostname')).body).toBe(identity.hostname);
});

test.each(['/livez', '/readyz'])('%s answers HEAD as GET, for probes that want no body', async (url) => {
  const { app } = await buildTestApp();
  expect((await app.inject({ method: 'HEAD', url })).statusCode).toBe(200);
});
