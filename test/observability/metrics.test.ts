import { describe, expect, test, vi } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { createFaults } from '../../src/faults/faults.ts';
import { readIdentity } from '../../src/identity.ts';
import { Lifecycle } from '../../src/lifecycle.ts';
import { Metrics } from '../../src/metrics/metrics.ts';
import { Pressure } from '../../src/pressure.ts';
import { ReadinessLead } from '../../src/readiness-lead.ts';
import { fakeContainer } from '../support/fake-container.ts';
import { buildTestApp } from '../support/test-app.ts';
import { prometheusIsMissing, promtool } from './promtool.ts';

describe('requests', () => {
  test('by unknown methods are counted under one name, whatever a client makes up', async () => {
    const { app } = await buildTestApp();
    for (const method of ['PROPFIND', 'PURGE', 'MKCOL', 'SEARCH'] as never[]) {
      await app.inject({ method, url: '/hostname' });
    }

    expect(await series(app, 'http_request_duration_seconds_count')).toEqual({
      '{method="_OTHER",route="unmatched",status_code="404"}': 4,
    });
  });

  test('that take from half a millisecond to 15 s fall into buckets of their own', async () => {
    const { app } = await buildTestApp();
    await app.inject('/hostname');
    const bounds = Object.keys(await series(app, 'http_request_duration_seconds_bucket')).map((labels) =>
      Number(/le="([^"]+)"/.exec(labels)?.[1]?.replace('+Inf', 'Infinity')),
    );

    expect(bounds[0]).toBeLessThanOrEqual(0.0005);
    // The threshold of the alert AnswersSlow is a bucket bound: between bounds a quantile is interpolated.
    expect(bounds).toContain(0.5);
    expect(bounds.at(-2)).toBeGreaterThanOrEqual(15);
    expect(bounds.at(-1)).toBe(Number.POSITIVE_INFINITY);
    for (const [index, bound] of bounds.slice(1, -1).entries()) {
      expect(bound / (bounds[index] ?? 0)).toBeLessThanOrEqual(2.5);
    }
  });
});

describe('faults', () => {
  test('have series from the start, at zero, for every kind and every end', async () => {
    const { app, registry } = await buildTestApp();
    const kinds = registry.kinds.length;
    const [active, starts, stops] = await Promise.all(
      ['fault_active', 'fault_starts_total', 'fault_stops_total'].map((name) => series(app, name)),
    );

    expect([active, starts, stops].map((each) => Object.keys(each ?? {}).length)).toEqual([
      kinds,
      kinds,
      kinds * 5,
    ]);
    expect(new Set(Object.values({ ...active, ...starts, ...stops }))).toEqual(new Set([0]));
  });

  test('a load tells what it aims at from its first moment and nothing once it is over', async () => {
    const { app } = await buildTestApp();
    await app.inject({ method: 'POST', url: '/faults/cpu-load?millicores=20&seconds=30' });
    expect(await series(app, 'cpu_load_target_millicores')).toEqual({ '': 20 });

    await app.inject({ method: 'DELETE', url: '/faults' });
    expect(await series(app, 'cpu_load_target_millicores')).toEqual({ '': 0 });
    expect(await series(app, 'cpu_load_actual_millicores')).toEqual({ '': 0 });
  });
});

test('where throttling is not measured there is no series, instead of a zero', async () => {
  const { app } = await buildTestApp({ container: { throttledMs: () => null } });

  expect(await series(app, 'app_container_cpu_throttled_seconds_total')).toEqual({});
});

test('the lifecycle is one state at a time, and a drain has a duration', async () => {
  const { app, lifecycle } = await buildTestApp();
  const only = (state: string) =>
    Object.fromEntries(
      ['starting', 'ready', 'draining', 'closed'].map((each) => [
        `{state="${each}"}`,
        each === state ? 1 : 0,
      ]),
    );
  expect(await series(app, 'app_lifecycle_state')).toEqual(only('ready'));
  expect(await series(app, 'app_drain_duration_seconds')).toEqual({ '': 0 });

  lifecycle.drain();
  expect(await series(app, 'app_lifecycle_state')).toEqual(only('draining'));
  expect((await series(app, 'app_drain_duration_seconds'))['']).toBeGreaterThan(0);
});

test.skipIf(prometheusIsMissing)("Prometheus' own checker has nothing to complain about", async () => {
  const { app } = await buildTestApp();
  // A route, a probe, an unknown path and a scrape: the histogram has series for each.
  for (const path of ['/hostname', '/readyz', '/unknown', '/metrics']) await app.inject(path);
  const { body } = await app.inject('/metrics');

  expect(promtool(['check', 'metrics'], body)).toEqual({ ok: true, output: '' });
  expect(promtool(['check', 'metrics'], `${body}\n# TYPE bad counter\nbad 1\n`).ok).toBe(false);
});

test('nothing is measured without a scrape: an idle pod does nothing', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'setImmediate'] });
  let readings = 0;
  const container = fakeContainer({
    cpuUsageMs: () => ++readings,
    memoryUsage: () => ({ workingSetBytes: ++readings, unreclaimableBytes: ++readings }),
  });
  const { registry } = createFaults({
    container,
    readinessLead: new ReadinessLead(75),
    diskFillDir: '/tmp',
    exit: () => {},
  });
  const identity = readIdentity(readConfig({}));
  const pressure = new Pressure({ maxRequestsInFlight: 1, maxEventLoopDelayMs: 100 });
  const health = { readiness: () => ({ status: 'ok', reason: 'ready' }) as const };
  const metrics = new Metrics({
    identity,
    lifecycle: new Lifecycle(),
    container,
    health,
    pressure,
    registry,
  });

  vi.advanceTimersByTime(60_000);
  expect([vi.getTimerCount(), readings]).toEqual([0, 0]);
  await metrics.expose(false);
  expect(readings).toBeGreaterThan(0);
});

type App = Awaited<ReturnType<typeof buildTestApp>>['app'];

/**
 * Labels -> value of every sample of that name, without the scrape: it is counted from the second scrape on.
 */
async function series(app: App, name: string): Promise<Record<string, number>> {
  const { body } = await app.inject('/metrics');
  return Object.fromEntries(
    [...body.matchAll(/^(\w+)(\{.*\})? (\S+)$/gm)].flatMap(([, sample, labels = '', value]) =>
      sample === name && !labels.includes('route="/metrics"') ? [[labels, Number(value)]] : [],
    ),
  );
}
