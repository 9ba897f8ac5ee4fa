import { expect, test } from 'vitest';
import { get, RawConnection } from '../../support/raw-connection.ts';
import { buildTestApp } from '../../support/test-app.ts';

const OPENMETRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';

test('requests are timed by method, pattern of the route and status', async () => {
  const { app } = await buildTestApp();
  await app.inject('/hostname');
  await app.inject('/hostname');
  await app.inject('/cpu-load?seconds=0');
  await app.inject({ method: 'DELETE', url: '/faults' });
  const text = (await app.inject('/metrics')).body;
  expect(text).toContain(
    'http_request_duration_seconds_count{method="GET",route="/hostname",status_code="200"} 2',
  );
  expect(text).toContain(
    'http_request_duration_seconds_count{method="GET",route="/cpu-load",status_code="400"} 1',
  );
  expect(text).toContain(
    'http_request_duration_seconds_count{method="DELETE",route="/faults",status_code="200"} 1',
  );
});

test('HEAD is counted once, as HEAD', async () => {
  const { app } = await buildTestApp();
  await app.inject({ method: 'HEAD', url: '/hostname' });
  const counts = (await app.inject('/metrics')).body
    .split('\n')
    .filter((line) => /_count{.*"\/hostname"/.test(line));
  expect(counts).toEqual([
    'http_request_duration_seconds_count{method="HEAD",route="/hostname",status_code="200"} 1',
  ]);
});

test('a method that a path does not have is told as what it was', async () => {
  const { app } = await buildTestApp();
  await app.inject({ method: 'PUT', url: '/faults/cpu-load' });
  const text = (await app.inject('/metrics')).body;
  expect(text.split('\n').find((line) => line.includes('_count{method="PUT"'))).toBe(
    'http_request_duration_seconds_count{method="PUT",route="/faults/*",status_code="404"} 1',
  );
});

test('no client can create series: unknown paths, queries and methods add none', async () => {
  const { app } = await buildTestApp();
  const series = async () =>
    (await app.inject('/metrics')).body.split('\n').filter((line) => line.includes('_count{'));
  await app.inject('/metrics');
  // All unknown paths are one series.
  await app.inject('/unknown');
  await app.inject('/metrics?refused');
  const before = await series();
  for (let count = 0; count < 50; count++) {
    await app.inject(`/made-up-${count}`);
    await app.inject(`/metrics?made-up=${count}`);
  }
  expect((await series()).length).toBe(before.length);
});

test('the plain format has a type and a help line for every metric, and no metric twice', async () => {
  const { app } = await buildTestApp();
  const { body, headers } = await app.inject('/metrics');
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  const names = [...body.matchAll(/^# TYPE (\S+) /gm)].map((match) => match[1]);
  expect(new Set(names).size).toBe(names.length);
  expect([...body.matchAll(/^# HELP (\S+) \S/gm)].map((match) => match[1])).toEqual(names);
  expect(body).not.toContain('NaN');
});

test('the promised names are there, and none of them is one of cAdvisor', async () => {
  const { app } = await buildTestApp();
  const { body } = await app.inject('/metrics');
  const names = [...body.matchAll(/^# TYPE (\S+) /gm)].map((match) => match[1]);
  expect(names).toEqual(
    expect.arrayContaining([
      'http_request_duration_seconds',
      'app_info',
      'app_lifecycle_state',
      'app_drain_duration_seconds',
      'fault_active',
      'fault_starts_total',
      'fault_stops_total',
      'cpu_load_target_millicores',
      'cpu_load_actual_millicores',
      'memory_leak_bytes',
      'app_container_cpu_usage_seconds_total',
      'app_container_cpu_throttled_seconds_total',
      'app_container_cpu_limit_cores',
      'app_container_memory_working_set_bytes',
      'app_container_memory_limit_bytes',
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
    ]),
  );
  expect(names.filter((name) => name?.startsWith('container_'))).toEqual([]);
});

test('values are those of the container', async () => {
  const { app } = await buildTestApp({
    env: { APP_VERSION: '2.0.0' },
    container: { cpuUsageMs: () => 1500, throttledMs: () => 250 },
  });
  const { body } = await app.inject('/metrics');
  for (const line of [
    'app_info{version="2.0.0",colour="#e69f00"} 1',
    'app_container_cpu_usage_seconds_total 1.5',
    'app_container_cpu_throttled_seconds_total 0.25',
    'app_container_cpu_limit_cores 0.2',
    `app_container_memory_limit_bytes ${200 * 2 ** 20}`,
    `app_container_memory_working_set_bytes ${50 * 2 ** 20}`,
  ]) {
    expect(body.split('\n')).toContain(line);
  }
});

test('without limits there are no series of limits, rather than wrong ones', async () => {
  const { app } = await buildTestApp({ container: { cpuLimitMillicores: null, memoryLimitBytes: null } });
  const { body } = await app.inject('/metrics');
  expect(body).not.toMatch(/^app_container_(cpu|memory)_limit/m);
});

test.each([OPENMETRICS, 'text/plain;q=0.5, application/openmetrics-text;version=1.0.0;q=0.9'])(
  'OpenMetrics is given to who accepts %j, again and again, and leaves the plain format as it was',
  async (accept) => {
    const { app } = await buildTestApp();
    const plain = withoutValues((await app.inject('/metrics')).body);
    for (let count = 0; count < 2; count++) {
      const { body, headers } = await app.inject({ url: '/metrics', headers: { accept } });
      expect(headers['content-type']).toBe(OPENMETRICS);
      expect(body.endsWith('# EOF\n')).toBe(true);
      // The suffix belongs to the sample and not to the family.
      expect(body).toContain('# TYPE fault_starts counter');
      expect(body).toContain('fault_starts_total{fault="cpu-load"} 0');
      expect(body).not.toContain('_total_total');
    }
    expect(withoutValues((await app.inject('/metrics')).body)).toEqual(expect.arrayContaining(plain));
  },
);

test('a fault shows from its start to its end, and a replacement does not switch it off', async () => {
  const { app } = await buildTestApp();
  const sample = async (name: string) =>
    (await app.inject('/metrics')).body
      .split('\n')
      .find((line) => line.startsWith(name))
      ?.split(' ')[1];
  expect(await sample('fault_active{fault="unready"}')).toBe('0');
  await app.inject({ method: 'POST', url: '/faults/unready' });
  await app.inject({ method: 'POST', url: '/faults/unready' });
  await expect.poll(() => sample('fault_stops_total{fault="unready",reason="replaced"}')).toBe('1');
  expect(await sample('fault_active{fault="unready"}')).toBe('1');
  expect(await sample('fault_starts_total{fault="unready"}')).toBe('2');
  await app.inject({ method: 'DELETE', url: '/faults/unready' });
  expect(await sample('fault_active{fault="unready"}')).toBe('0');
  expect(await sample('fault_stops_total{fault="unready",reason="stopped"}')).toBe('1');
});

test('leaked bytes show while they are held and are 0 afterwards', async () => {
  const { app } = await buildTestApp();
  const leaked = async () =>
    Number(/^memory_leak_bytes (\d+)$/m.exec((await app.inject('/metrics')).body)?.[1]);
  await app.inject('/memory-leak?maxMib=3&seconds=30&mibPerSecond=1000');
  await expect.poll(leaked).toBeGreaterThan(0);
  await app.inject({ method: 'DELETE', url: '/faults' });
  expect(await leaked()).toBe(0);
});

test('the time of a request that is being delayed is measured to the end of its answer', async () => {
  const { app, listen } = await buildTestApp();
  await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=150' });
  const connection = await RawConnection.open(await listen());
  connection.write(get('/hostname'));
  await connection.answered(1);
  const seconds = async () =>
    Number(
      /http_request_duration_seconds_sum\{method="GET",route="\/hostname".*\} (\S+)/.exec(
        (await app.inject('/metrics')).body,
      )?.[1],
    );
  await expect.poll(seconds).toBeGreaterThanOrEqual(0.149);
});

function withoutValues(text: string): string[] {
  return text.split('\n').map((line) => (line.startsWith('#') ? line : line.replace(/ \S+$/, '')));
}

test('app_ready says what /readyz answers', async () => {
  const { app, lifecycle } = await buildTestApp();
  const ready = async () => /^app_ready (.+)$/m.exec((await app.inject('/metrics')).body)?.[1];
  expect(await ready()).toBe('1');
  await app.inject({ method: 'POST', url: '/faults/unready' });
  expect(await ready()).toBe('0');
  await app.inject({ method: 'DELETE', url: '/faults' });
  expect(await ready()).toBe('1');
  lifecycle.drain();
  expect(await ready()).toBe('0');
});

test('a delay of 0.7 s is told apart from one of a second', async () => {
  const { app } = await buildTestApp();
  await app.inject({ method: 'POST', url: '/faults/latency?milliseconds=700' });
  const upTo = async (seconds: string) =>
    new RegExp(`_bucket{le="${seconds}",method="GET",route="/hostname",status_code="200"} (.+)`).exec(
      (await app.inject('/metrics')).body,
    )?.[1];
  // Again where a busy machine made it a second.
  await expect
    .poll(async () => {
      await app.inject('/hostname');
      return upTo('1');
    })
    .toBe('1');
  expect(await upTo('0.5')).toBe('0');
  expect(await upTo('0.75')).toBeDefined();
});
