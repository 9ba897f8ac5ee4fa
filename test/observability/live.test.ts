import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  HARMLESS_FAULTS,
  killServices,
  sendTraffic,
  startFault,
  startInContainer,
} from '../support/faulty-services.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import { type PrometheusServer, type Sample, startPrometheus } from './prometheus-server.ts';
import { prometheusIsMissing } from './promtool.ts';
import {
  alertRules,
  clusterQueries,
  needsTheCluster,
  ownQueries,
  readProjectFile,
  substitute,
} from './shipped-files.ts';

const A = 'app-1-2-2-1-6f7c9-aaaaa';
const B = 'app-1-2-2-1-8d5b4-bbbbb';
/** Grafana's rate interval is a little more than four scrapes; here a scrape takes place every second. */
const VARIABLES = {
  namespace: 'default',
  pod: 'app-1-2-2-1-.+',
  __rate_interval: '5s',
  __range: '2m',
  // The step of a panel that shows an hour: an annotation is seen long after its event.
  __interval_ms: '30000',
};
/** Longer than several scrapes: the machine is busy. */
const PATIENCE = { timeout: 15_000, interval: 250 };

const folder = mkdtempSync(join(tmpdir(), 'live-'));
let prometheus: PrometheusServer;
let ailing: ServiceProcess;
let restarted: ServiceProcess;
let traffic: ReturnType<typeof sendTraffic>;

/** Two pods of two versions: A has every fault that keeps it alive; B hung, crashed and was restarted. */
async function beginLesson(): Promise<void> {
  const second = { APP_VERSION: '2.0.0', DISK_FILL_DIR: join(folder, 'b') };
  mkdirSync(second.DISK_FILL_DIR);
  const [a, b] = await Promise.all([
    // A small value: the alert looks back two minutes, and the test has run for less.
    startInContainer({ APP_VERSION: '1.0.0', DISK_FILL_DIR: folder, FAKE_THROTTLED_SHARE: '20' }),
    startInContainer(second),
  ]);
  ailing = a;
  prometheus = await startPrometheus([
    { url: a.url, pod: A },
    { url: b.url, pod: B },
  ]);
  traffic = sendTraffic([a.url, b.url]);
  await until('sum(up) == 2');
  for (const [fault, query] of Object.entries(HARMLESS_FAULTS)) await startFault(a.url, fault, query);
  await startFault(b.url, 'hang', 'seconds=1');
  await until(`fault_stops_total{fault="hang", reason="expired", pod="${B}"} == 1`);
  const crashed = b.ended;
  await startFault(b.url, 'crash', 'afterSeconds=1');
  await crashed;
  restarted = await startInContainer({ ...second, PORT: new URL(b.url).port });
  // The last scrape before the crash has the fault active, and the first scrape after the restart does not.
  await until(`fault_active{fault="crash", pod="${B}"} == 0`);
}

describe.skipIf(prometheusIsMissing)('a real Prometheus that scrapes two real processes', () => {
  beforeAll(beginLesson, 60_000);
  afterAll(async () => {
    await traffic?.stop();
    killServices();
    await prometheus?.stop();
    rmSync(folder, { recursive: true });
  }, 20_000);

  describe('answers every query of the dashboard that needs nothing else', () => {
    test.each(ownQueries.map(({ panel, expr }) => [panel, expr] as const))('%s: %s', async (_panel, expr) => {
      const query = substitute(expr, VARIABLES);
      // A mark has a value only at its time, which is within the last minutes.
      const isMark = query.includes('time() - 10');
      const samples = await answerOf(isMark ? `max_over_time((${query})[3m:1s])` : query);

      expect(samples.length).toBeGreaterThan(0);
      // A series of NaN is an empty panel.
      expect(samples.filter(({ value }) => Number.isFinite(value)).length).toBeGreaterThan(0);
    });
  });

  describe('answers every query of the runbooks', () => {
    const queries = alertRules.flatMap(({ alert, annotations }) =>
      [...readProjectFile(annotations.runbook_url ?? '').matchAll(/```promql\n(.*?)\n```/gs)].map(
        ([, expr = '']) => [alert, expr] as const,
      ),
    );

    test.each(queries)('%s: %s', async (_alert, expr) => {
      expect((await answerOf(expr)).length).toBeGreaterThan(0);
    });
  });

  describe('fires, while every fault is active, the alert', () => {
    const own = alertRules.filter(({ expr }) => !needsTheCluster(expr));

    test.each(own.map(({ alert, expr }) => [alert, expr] as const))('%s', async (_alert, expr) => {
      const samples = await answerOf(expr);

      for (const { metric } of samples) expect(metric.pod ?? A).toBe(A);
      for (const { metric } of samples) expect(metric.namespace).toBe('default');
    });
  });

  describe('agrees with what the services do:', () => {
    test('traffic goes to both pods, each with its version', async () => {
      await vi.waitFor(async () => {
        const samples = await panel('Requests by pod and version');

        expect(samples.map(({ metric }) => [metric.pod, metric.version]).toSorted()).toEqual([
          [A, '1.0.0'],
          [B, '2.0.0'],
        ]);
        // The test sends 20 a second to each pod, or fewer on a busy machine.
        for (const { value } of samples) expect(value).toBeGreaterThan(2);
      }, PATIENCE);
    });

    test('errors come from the pod with the fault alone, in about the share that was asked for', async () => {
      await vi.waitFor(async () => {
        const samples = await panel('Errors');

        expect(Math.abs((byPod(samples, A) ?? 0) - 0.5)).toBeLessThan(0.25);
        expect(byPod(samples, B)).toBe(0);
      }, PATIENCE);
    });

    test('the slow pod is the one with the latency', async () => {
      await vi.waitFor(async () => {
        const samples = await panel('Latency', 'sum by (pod, le)');

        expect(byPod(samples, A)).toBeGreaterThan(0.5);
        expect(byPod(samples, B)).toBeLessThan(byPod(samples, A) ?? 0);
      }, PATIENCE);
    });

    test('the load aims at what was asked for, and what the pod says it uses is what Prometheus works out', async () => {
      expect(byPod(await panel('CPU by pod', 'cpu_load_target'), A)).toBe(150);
      // Other tests check how exact the load is: this machine may be busy.
      await vi.waitUntil(async () => {
        const used = byPod(await panel('CPU by pod', 'cpu_usage_seconds_total'), A) ?? 0;
        const [said] = await prometheus.query(`avg_over_time(cpu_load_actual_millicores{pod="${A}"}[5s])`);
        return used > 20 && near(said?.value, used, used / 2);
      }, PATIENCE);
    });

    test('the leak is what was asked for, and memory is above it and below the limit', async () => {
      const [leaked] = await prometheus.query(`memory_leak_bytes{pod="${A}"}`);
      const [used] = await prometheus.query(`app_container_memory_working_set_bytes{pod="${A}"}`);
      const [limit] = await prometheus.query(`app_container_memory_limit_bytes{pod="${A}"}`);

      expect(leaked?.value).toBe(140 * 2 ** 20);
      expect(used?.value).toBeGreaterThan(leaked?.value ?? 0);
      expect(limit?.value).toBe(320 * 2 ** 20);
    });

    test('the crashed pod restarted once, the other not at all', async () => {
      const restarts = await panel('annotation Restarts');

      expect(restarts.map(({ metric }) => metric.pod)).toEqual([B]);
      expect((await panel('annotation New pods')).map(({ metric }) => metric.pod)).toEqual([A]);
      // The start time of the new process, in milliseconds.
      const [began] = await prometheus.query(`process_start_time_seconds{pod="${B}"}`);
      expect(byPod(restarts, B)).toBe(1000 * (began?.value ?? 0));
    });

    test('the active faults are marked, and no other', async () => {
      const samples = await panel('annotation Faults');

      expect(samples.map(({ metric }) => metric.fault).toSorted()).toEqual(
        Object.keys(HARMLESS_FAULTS).toSorted(),
      );
      expect(new Set(samples.map(({ metric }) => metric.pod))).toEqual(new Set([A]));
    });

    test('it was scraped as OpenMetrics without one failed scrape, and counters are counters', async () => {
      const metadata = (await prometheus.get(
        `/api/v1/targets/metadata?match_target=${encodeURIComponent(`{pod="${A}"}`)}`,
      )) as { metric: string; type: string }[];
      const types = Object.fromEntries(metadata.map(({ metric, type }) => [metric, type]));

      // The name of the family of `fault_starts_total` in OpenMetrics.
      expect(types).toMatchObject({ fault_starts: 'counter', http_request_duration_seconds: 'histogram' });
      expect(await prometheus.query(`min_over_time(up{pod="${A}"}[1m])`)).toMatchObject([{ value: 1 }]);
    });
  });

  test('sees a pod drain: its state, and for how long', async () => {
    restarted.kill('SIGTERM');
    await restarted.ended;

    expect(
      await prometheus.query(`max_over_time(app_lifecycle_state{pod="${B}", state="draining"}[1m])`),
    ).toMatchObject([{ value: 1 }]);
    const [drained] = await prometheus.query(`max_over_time(app_drain_duration_seconds{pod="${B}"}[1m])`);
    expect(drained?.value).toBeGreaterThan(1);
    // The services of this test drain for 3 s.
    expect(drained?.value).toBeLessThan(5);
  });

  test('sees the faults end, with the reason', async () => {
    await fetch(`${ailing.url}/faults`, { method: 'DELETE' });
    await until(`sum(fault_active{pod="${A}"}) == 0`);

    expect(await prometheus.query(`sum(fault_stops_total{pod="${A}", reason="stopped"})`)).toMatchObject([
      { value: Object.keys(HARMLESS_FAULTS).length },
    ]);
    await until(`memory_leak_bytes{pod="${A}"} == 0`);
  });
});

/** Waits until a query has a result. */
async function answerOf(expr: string): Promise<Sample[]> {
  let samples: Sample[] = [];
  await vi.waitUntil(async () => {
    samples = await prometheus.query(expr);
    return samples.length > 0;
  }, PATIENCE);
  return samples;
}

async function until(expr: string): Promise<void> {
  await answerOf(expr);
}

/** The result of a panel's query. @param part a part of the query, for a panel with several */
function panel(title: string, part = ''): Promise<Sample[]> {
  const found = [...ownQueries, ...clusterQueries].find(
    (query) => query.panel === title && query.expr.includes(part),
  );
  if (!found) throw new Error(`there is no query with "${part}" in "${title}"`);
  return answerOf(substitute(found.expr, VARIABLES));
}

function byPod(samples: readonly Sample[], pod: string): number | undefined {
  return samples.find(({ metric }) => metric.pod === pod)?.value;
}

function near(value: number | undefined, wanted: number, tolerance: number): boolean {
  return value !== undefined && Math.abs(value - wanted) <= tolerance;
}
