import { describe, expect, test } from 'vitest';
import { MIB } from '../../support/fake-container.ts';
import { buildTestApp } from '../../support/test-app.ts';

describe('GET /cpu-load', () => {
  test('holds 65 % of the CPU limit for 120 s unless told otherwise', async () => {
    const { app } = await buildTestApp();
    const answer = await app.inject('/cpu-load');
    expect(answer.statusCode).toBe(202);
    expect(answer.json()).toMatchObject({
      fault: 'cpu-load',
      parameters: { millicores: 130, seconds: 120 },
      endsInSeconds: 120,
      ending: 'expiry',
      message: 'this container will use 130m of CPU in total for 120 s',
    });
  });

  test('takes millicores and seconds from the query, up to the limit and 3600', async () => {
    const { app } = await buildTestApp();
    const answer = await app.inject('/cpu-load?millicores=200&seconds=3600');
    expect(answer.json().parameters).toEqual({ millicores: 200, seconds: 3600 });
    for (const [query, message] of [
      ['millicores=201', 'millicores must be an integer from 1 to 200, got 201'],
      ['seconds=3601', 'seconds must be an integer from 1 to 3600, got 3601'],
    ]) {
      const refused = await app.inject(`/cpu-load?${query}`);
      expect([refused.statusCode, refused.json().message]).toEqual([400, message]);
    }
  });
});

describe('GET /memory-leak', () => {
  const hurries = { kind: 'off-heap' };

  test('announces the kernel kill 30 s from now, at the pace that leads there', async () => {
    const { app } = await buildTestApp();
    const answer = (await app.inject('/memory-leak')).json();
    expect(answer).toMatchObject({
      fault: 'memory-leak',
      parameters: { ...hurries, seconds: 30, mibPerSecond: 160 / 30 },
      endsInSeconds: 30,
      ending: 'oom-kill',
    });
    expect(answer.message).toMatch(
      /^this container will leak 5\.3 MiB\/s; in 30 s its memory limit is met, .*exit 137/,
    );
    await app.inject({ method: 'DELETE', url: '/faults' });
  });

  test('computes the second of the end from a pace', async () => {
    const { app } = await buildTestApp();
    const answer = (await app.inject('/memory-leak?mibPerSecond=8')).json();
    expect(answer).toMatchObject({ endsInSeconds: 20, ending: 'oom-kill', parameters: { mibPerSecond: 8 } });
    await app.inject({ method: 'DELETE', url: '/faults' });
  });

  test('a pace that does not reach the limit in the seconds asked for ends by giving back, and says so', async () => {
    const { app } = await buildTestApp();
    const answer = (await app.inject('/memory-leak?mibPerSecond=1&seconds=60')).json();
    expect(answer).toMatchObject({ endsInSeconds: 60, ending: 'expiry' });
    expect(answer.message).toContain('give it back after 60 s');
    await app.inject({ method: 'DELETE', url: '/faults' });
  });

  test('maxMib bounds it, and holds it until stopped or expired', async () => {
    const { app } = await buildTestApp();
    const answer = (await app.inject('/memory-leak?maxMib=2&seconds=40')).json();
    expect(answer).toMatchObject({ endsInSeconds: 40, ending: 'expiry', parameters: { maxMib: 2 } });
  });

  test('without a memory limit it is refused with 409 and the remedy, unless maxMib bounds it', async () => {
    const { app } = await buildTestApp({ container: { memoryLimitBytes: null } });
    const refused = await app.inject('/memory-leak');
    expect([refused.statusCode, refused.json()]).toEqual([
      409,
      {
        statusCode: 409,
        error: 'Conflict',
        message:
          'this container has no memory limit that would end the leak: set one, or bound the leak with maxMib',
        code: 'no-memory-limit',
      },
    ]);
    expect((await app.inject('/memory-leak?maxMib=2')).statusCode).toBe(202);
  });

  test('a container that is at its limit already is refused with 409', async () => {
    const memoryUsage = () => ({ workingSetBytes: 201 * MIB, unreclaimableBytes: 200 * MIB });
    const { app } = await buildTestApp({ container: { memoryUsage } });
    const refused = await app.inject('/memory-leak');
    expect([refused.statusCode, refused.json().message]).toEqual([
      409,
      'this container is at its memory limit already',
    ]);
  });

  test('kind=heap in a container that is larger than the heap announces the abort of V8', async () => {
    const { app } = await buildTestApp({ container: { memoryLimitBytes: 2 ** 40 } });
    const answer = (await app.inject('/memory-leak?kind=heap&seconds=3600')).json();
    expect(answer.ending).toBe('heap-abort');
    expect(answer.message).toContain('V8 aborts it (exit 134)');
    await app.inject({ method: 'DELETE', url: '/faults' });
  });
});

describe.each(['/cpu-load', '/memory-leak'])('%s', (path) => {
  test('HEAD, PUT, OPTIONS and the like start nothing', async () => {
    const { app, registry } = await buildTestApp();
    for (const method of ['HEAD', 'PUT', 'DELETE', 'OPTIONS'] as const) {
      expect([method, (await app.inject({ method, url: path })).statusCode]).toEqual([method, 404]);
    }
    expect(registry.active).toEqual([]);
  });

  test('no cache may keep the answer: it would start nothing', async () => {
    const { app } = await buildTestApp();
    expect((await app.inject(`${path}?seconds=5`)).headers['cache-control']).toBe('no-store');
    await app.inject({ method: 'DELETE', url: '/faults' });
  });

  test('is answered within 100 ms, before the work begins', async () => {
    const { app } = await buildTestApp();
    await app.inject('/version');
    // A busy machine makes single answers late, and not each of ten.
    let latencyMs = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 10 && latencyMs >= 100; tries++) {
      const startMs = performance.now();
      expect((await app.inject(`${path}?seconds=5`)).statusCode).toBe(202);
      latencyMs = performance.now() - startMs;
      await app.inject({ method: 'DELETE', url: '/faults' });
    }
    expect(latencyMs).toBeLessThan(100);
  });

  test('replaces what is running on the same pod', async () => {
    const { app, registry } = await buildTestApp();
    await app.inject(`${path}?seconds=50`);
    await app.inject(`${path}?seconds=60`);
    expect(registry.active.map((each) => each.plan.parameters.seconds)).toEqual([60]);
    await app.inject({ method: 'DELETE', url: '/faults' });
  });
});
