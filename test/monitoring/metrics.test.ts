import { pino } from 'pino';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Container } from '../../src/container.ts';
import { createFaults } from '../../src/faults/faults.ts';
import { readIdentity } from '../../src/identity.ts';
import { Lifecycle } from '../../src/lifecycle.ts';
import { Metrics } from '../../src/plugins/metrics.ts';
import { TerminationLog } from '../../src/termination-log.ts';
import { prometheusIsMissing, promtool } from './tools.ts';

const MIB = 2 ** 20;

const LIMITED: Container = {
  cpuLimitMillicores: 200,
  cpuCapacityMillicores: 2000,
  memoryLimitBytes: 200 * MIB,
  cpuUsageMs: () => 1500,
  throttledMs: () => 250,
  memoryUsage: () => ({ workingSetBytes: 60 * MIB, unreclaimableBytes: 50 * MIB }),
};
const UNLIMITED: Container = {
  ...LIMITED,
  cpuLimitMillicores: null,
  memoryLimitBytes: null,
  throttledMs: () => null,
};

const opened: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.close();
});

describe('requests', () => {
  test('are counted under the pattern of their route, HEAD apart from GET', async () => {
    const { send, series } = await start();
    await send('/hostname?a=1');
    await send('/hostname?a=2');
    await send('/hostname', 'HEAD');
    await send('/faults/latency', 'DELETE');

    expect(await series('http_request_duration_seconds_count')).toEqual({
      '{method="GET",route="/hostname",status_code="200"}': 2,
      '{method="HEAD",route="/hostname",status_code="200"}': 1,
      '{method="DELETE",route="/faults/latency",status_code="200"}': 1,
    });
  });

  test('to unknown paths by unknown methods are counted under one name each, whatever a client makes up', async () => {
    const { send, series } = await start();
    for (let i = 0; i < 20; i++) await send(`/made-up-${i}`);
    for (const method of ['PROPFIND', 'PURGE', 'MKCOL', 'SEARCH']) await send('/hostname', method);

    expect(await series('http_request_duration_seconds_count')).toEqual({
      '{method="GET",route="unmatched",status_code="404"}': 20,
      '{method="_OTHER",route="unmatched",status_code="404"}': 4,
    });
  });

  test('that take from half a millisecond to 15 s fall into buckets of their own', async () => {
    const { send, series } = await start();
    await send('/hostname');
    const bounds = Object.keys(await series('http_request_duration_seconds_bucket')).map((labels) =>
      Number(/le="([^"]+)"/.exec(labels)?.[1]?.replace('+Inf', 'Infinity')),
    );

    expect(bounds[0]).toBeLessThanOrEqual(0.0005);
    // What the alert on slow answers compares with has to be a bound: between bounds a quantile is a guess.
    expect(bounds).toContain(0.5);
    expect(bounds.at(-2)).toBeGreaterThanOrEqual(15);
    expect(bounds.at(-1)).toBe(Number.POSITIVE_INFINITY);
    for (const [index, bound] of bounds.slice(1, -1).entries())
      expect(bound / (bounds[index] ?? 0)).toBeLessThanOrEqual(2.5);
  });
});

describe('faults', () => {
  test('are there from the start, at zero, for every kind and every way to end', async () => {
    const { series } = await start();

    expect(Object.keys(await series('fault_active'))).toHaveLength(9);
    expect(Object.keys(await series('fault_starts_total'))).toHaveLength(9);
    expect(Object.keys(await series('fault_stops_total'))).toHaveLength(9 * 5);
    const values = { ...(await series('fault_active')), ...(await series('fault_stops_total')) };
    expect(new Set(Object.values(values))).toEqual(new Set([0]));
  });

  test('are active until they are stopped, and every start and stop is counted', async () => {
    const { send, series } = await start();
    await send('/faults/unready', 'POST');
    await send('/faults/unready', 'POST');

    expect(await series('fault_active')).toMatchObject({ '{fault="unready"}': 1, '{fault="hang"}': 0 });

    await send('/faults', 'DELETE');
    expect(await series('fault_active')).toMatchObject({ '{fault="unready"}': 0 });
    expect(await series('fault_starts_total')).toMatchObject({ '{fault="unready"}': 2 });
    expect(await series('fault_stops_total')).toMatchObject({
      '{fault="unready",reason="replaced"}': 1,
      '{fault="unready",reason="stopped"}': 1,
    });
  });

  test('a load tells what it aims at from its first moment and nothing once it is over', async () => {
    const { send, series } = await start();
    await send('/faults/cpu-load?millicores=20&seconds=30', 'POST');

    expect(await series('cpu_load_target_millicores')).toEqual({ '': 20 });
    await send('/faults', 'DELETE');
    expect(await series('cpu_load_target_millicores')).toEqual({ '': 0 });
    expect(await series('cpu_load_actual_millicores')).toEqual({ '': 0 });
  });

  test('a leak tells what it holds and nothing once it is given back', async () => {
    const { send, series } = await start();
    await send('/faults/memory-leak?maxMib=4&mibPerSecond=1000', 'POST');

    await expect
      .poll(async () => (await series('memory_leak_bytes'))[''], { timeout: 5000 })
      .toBeGreaterThan(0);
    await send('/faults', 'DELETE');
    expect(await series('memory_leak_bytes')).toEqual({ '': 0 });
  });
});

describe('the container', () => {
  test('tells usage and limits in base units', async () => {
    const { series } = await start(LIMITED);

    expect(await series('app_container_cpu_usage_seconds_total')).toEqual({ '': 1.5 });
    expect(await series('app_container_cpu_throttled_seconds_total')).toEqual({ '': 0.25 });
    expect(await series('app_container_cpu_limit_cores')).toEqual({ '': 0.2 });
    expect(await series('app_container_memory_working_set_bytes')).toEqual({ '': 60 * MIB });
    expect(await series('app_container_memory_unreclaimable_bytes')).toEqual({ '': 50 * MIB });
    expect(await series('app_container_memory_limit_bytes')).toEqual({ '': 200 * MIB });
  });

  test('has no series for what it does not know', async () => {
    const { series } = await start(UNLIMITED);

    expect(await series('app_container_cpu_throttled_seconds_total')).toEqual({});
    expect(await series('app_container_cpu_limit_cores')).toEqual({});
    expect(await series('app_container_memory_limit_bytes')).toEqual({});
  });
});

test('the lifecycle is one state at a time, and a drain has a duration', async () => {
  const { lifecycle, series } = await start();
  expect(await series('app_lifecycle_state')).toMatchObject({
    '{state="ready"}': 1,
    '{state="draining"}': 0,
  });
  expect(await series('app_drain_duration_seconds')).toEqual({ '': 0 });

  lifecycle.drain();
  expect(await series('app_lifecycle_state')).toMatchObject({
    '{state="ready"}': 0,
    '{state="draining"}': 1,
  });
  expect((await series('app_drain_duration_seconds'))['']).toBeGreaterThan(0);
});

describe('the two formats', () => {
  test('neither spoils the other, however often they alternate', async () => {
    const { send } = await start();
    await send('/hostname');
    const names = async (accept: string) => {
      const answer = await send('/metrics', 'GET', { accept });
      const payload = await answer.text();
      return {
        type: answer.headers.get('content-type'),
        ending: payload.slice(-6),
        names: payload.match(/^# TYPE .*$/gm),
        samples: payload.match(/^fault_starts\S*(?=\{)/m)?.[0],
      };
    };
    const text = await names('text/plain');
    const openMetrics = await names('application/openmetrics-text;version=1.0.0;q=0.5,text/plain;q=0.1');

    expect(text.type).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text.names).toContain('# TYPE fault_starts_total counter');
    expect(text.samples).toBe('fault_starts_total');
    expect(openMetrics.type).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    expect(openMetrics.names).toContain('# TYPE fault_starts counter');
    expect(openMetrics.samples).toBe('fault_starts_total');
    expect(openMetrics.ending).toBe('# EOF\n');
    for (let round = 0; round < 2; round++) {
      expect((await names('text/plain')).names).toEqual(text.names);
      expect((await names('application/openmetrics-text')).names).toEqual(openMetrics.names);
    }
  });

  test.skipIf(prometheusIsMissing)("Prometheus' own checker has nothing to complain about", async () => {
    const { send } = await start();
    await send('/hostname');
    const payload = await (await send('/metrics')).text();

    expect(promtool(['check', 'metrics'], payload)).toEqual({ ok: true, output: '' });
    expect(promtool(['check', 'metrics'], `${payload}\n# TYPE bad counter\nbad 1\n`).ok).toBe(false);
  });
});

test('nothing is measured while nobody asks: an idle pod does nothing', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval', 'setImmediate'] });
  onTestFinished(() => void vi.useRealTimers());
  let readings = 0;
  const container: Container = {
    ...LIMITED,
    cpuUsageMs: () => ++readings,
    memoryUsage: () => ({ workingSetBytes: ++readings, unreclaimableBytes: ++readings }),
  };
  const { registry } = createFaults({ container, diskFillDir: '/tmp', exit: () => {} });
  const metrics = new Metrics({
    identity: readIdentity(readConfig({})),
    lifecycle: new Lifecycle(),
    container,
    faults: registry,
  });

  vi.advanceTimersByTime(60_000);
  expect([vi.getTimerCount(), readings]).toEqual([0, 0]);
  await metrics.expose(false);
  expect(readings).toBeGreaterThan(0);
});

async function start(container: Container = LIMITED) {
  const config = readConfig({});
  const lifecycle = new Lifecycle();
  const faults = createFaults({ container, diskFillDir: config.diskFillDir, exit: () => {} });
  const app = await buildApp({
    config,
    identity: readIdentity(config),
    lifecycle,
    container,
    faults,
    logger: pino({ enabled: false }),
    terminationLog: new TerminationLog('/nowhere'),
  });
  opened.push({
    close: async () => {
      await faults.registry.stopAll();
      await app.close();
    },
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  lifecycle.becomeReady();
  const send = (path: string, method = 'GET', headers: Record<string, string> = {}) =>
    fetch(url + path, { method, headers });
  /** Labels -> value of every sample of that name. The scrape itself is left out: it is there from the second on. */
  const series = async (name: string): Promise<Record<string, number>> => {
    const payload = await (await send('/metrics')).text();
    const samples = payload.matchAll(/^(\w+)(\{.*\})? (\S+)$/gm);
    return Object.fromEntries(
      [...samples].flatMap(([, sample, labels = '', value]) =>
        sample === name && !labels.includes('route="/metrics"') ? [[labels, Number(value)]] : [],
      ),
    );
  };
  return { send, lifecycle, series };
}
