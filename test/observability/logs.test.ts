import { mkdtempSync, rmSync } from 'node:fs';
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
import { readQuery } from './logql.ts';
import { logQueries, readProjectFile, substitute } from './shipped-files.ts';

const docs = readProjectFile('docs/monitoring.md');
const runbooks = [...docs.matchAll(/\]\((runbooks\/[a-z-]+\.md)\)/g)].map(([, path]) => `docs/${path}`);
const documented = ['docs/monitoring.md', ...runbooks].flatMap((path) =>
  [...readProjectFile(path).matchAll(/```logql\n(.*?)\n```/gs)].map(
    ([, query = '']) => [path, query] as const,
  ),
);
const table = [...docs.matchAll(/^\| ([a-z ]+) \| (info|warn|error) \| (.*) \|$/gm)].map(
  ([, msg = '', level = '', fields = '']) => ({
    msg,
    level,
    fields: [...fields.matchAll(/`(\w+)`/g)].map(([, field = '']) => field),
    isOpen: fields.includes('figures'),
  }),
);
const figures = Object.fromEntries(
  [
    ...(/^The figures of .*?\n\n/ms.exec(docs)?.[0] ?? '').matchAll(/((?:`\w+`[,\sand]*)+) of ([a-z-]+)/g),
  ].map(([, names = '', fault = '']) => [
    fault,
    [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  ]),
);

/** The labels of a collector, without `pod`: the queries do not need it. */
const STREAM = { namespace: 'default', container: 'app-1-2-2-1' };
const lines: string[] = [];
const folder = mkdtempSync(join(tmpdir(), 'logs-'));

beforeAll(async () => {
  const [service, doomed, failed] = await Promise.all([
    startInContainer({ DISK_FILL_DIR: folder, DRAIN_DELAY_MS: '300' }),
    startInContainer({}),
    startInContainer({ START_FAILURE: 'the database does not answer' }),
  ]);
  const traffic = sendTraffic([service.url]);
  for (const [fault, query] of Object.entries(HARMLESS_FAULTS)) await startFault(service.url, fault, query);
  await startFault(doomed.url, 'crash', 'exitCode=3&afterSeconds=1');
  const progressed = (fault: string) =>
    service.lines.filter((line) => line.includes('"fault progressed"') && line.includes(`"${fault}"`)).length;
  const haveAll = () => Object.keys(figures).every((fault) => progressed(fault) > 2);
  await vi.waitUntil(haveAll, { timeout: 60_000, interval: 100 });
  await fetch(`${service.url}/faults/hang`, { method: 'POST', headers: { purpose: 'prefetch' } });
  await fetch(`${service.url}/faults/latency`, { method: 'DELETE' });
  service.kill('SIGTERM');
  await service.ended;
  await traffic.stop();
  await Promise.all([doomed.ended, failed.ended]);
  lines.push(...failed.lines, ...service.lines, ...doomed.lines);
}, 120_000);
afterAll(() => {
  killServices();
  rmSync(folder, { recursive: true });
});

describe('the documented lines', () => {
  test('are nine', () => {
    expect(table).toHaveLength(9);
    expect(Object.keys(figures)).toEqual(['cpu-load', 'memory-leak', 'disk-fill']);
  });

  test.each(table)(
    '"$msg" is written at $level with the fields that the table names',
    ({ msg, level, fields, isOpen }) => {
      const written = lines.flatMap((line) => {
        const { level: its, time: _time, pod, version, msg: message, ...rest } = JSON.parse(line);
        return message === msg ? [{ level: its, pod, version, rest }] : [];
      });

      expect(written.length).toBeGreaterThan(0);
      for (const line of written) {
        expect(line).toMatchObject({ level, pod: expect.any(String), version: '1.0.0' });
        if (isOpen) expect(Object.keys(line.rest)).toEqual(expect.arrayContaining(fields));
        else expect(Object.keys(line.rest).toSorted()).toEqual(fields.toSorted());
      }
    },
  );

  test.each(Object.entries(figures))('the figures of %s are those that are named', (fault, names) => {
    const last = lines
      .map((line) => JSON.parse(line))
      .findLast((line) => line.msg === 'fault progressed' && line.fault === fault);

    expect(Object.keys(last)).toEqual(expect.arrayContaining(names));
    for (const name of names) expect(last[name]).toBeGreaterThan(0);
  });
});

describe('each LogQL query asks for what some line says', () => {
  test.each(documented)('%s: %s', (_path, query) => {
    const { fields, patterns } = readQuery(query);

    expect(fields.length).toBeGreaterThan(Object.keys(STREAM).length);
    expect(answering(patterns).length).toBeGreaterThan(0);
    expect(answering(patterns).length, 'it filters').toBeLessThan(lines.length);
    expect(missing(query)).toEqual([]);
  });

  test.each(logQueries.map(({ panel, expr }) => [panel, expr] as const))('%s', (_panel, expr) => {
    const query = substitute(expr, { namespace: 'default', pod: '.+' });

    expect(missing(query)).toEqual([]);
    expect(answering(readQuery(query).patterns).some(({ msg }) => msg === 'fault progressed')).toBe(true);
  });

  test('a query for a line that nobody writes fails', () => {
    const query = '{namespace="default"} | json | msg="fault progressed" | unwrap percentOfTheLimit [1m]';

    expect(() => readQuery(`${query} |`)).toThrow('not LogQL');
    expect(missing(`max_over_time(${query})`)).toEqual(['percentOfTheLimit']);
    for (const wrong of [
      '{namespace="default"} | json | msg="fault began"',
      '{namespace="other"} | json | msg="fault started"',
    ])
      expect(answering(readQuery(wrong).patterns)).toEqual([]);
  });
});

type Fields = Readonly<Record<string, unknown>>;

/** The lines, with the labels of their stream, that match these fields. */
function answering(patterns: Readonly<Record<string, RegExp>>): Fields[] {
  return lines
    .map((line): Fields => ({ ...JSON.parse(line), ...STREAM }))
    .filter((line) =>
      Object.entries(patterns).every(([field, pattern]) => pattern.test(String(line[field] ?? ''))),
    );
}

/** The fields of the query that none of these lines has. */
function missing(query: string): string[] {
  const { fields, patterns } = readQuery(query);
  return fields.filter((field) => !answering(patterns).some((line) => field in line));
}
