import { describe, expect, test } from 'vitest';
import { ENVIRONMENT } from '../../src/config.ts';
import { overlays } from '../k8s/manifests.ts';
import { buildTestApp } from '../support/test-app.ts';
import { readPage } from './markdown.ts';

describe.each(['README.md', 'README.ko.md'])('%s', (path) => {
  const rowsOf = (first: RegExp) => rowsOn(path, first);

  test('lists every endpoint, and none that does not exist', async () => {
    const paths = await servedPaths();
    const kinds = rowsOf(/^`GET \//).flatMap(([path, answer]) =>
      path?.includes('POST') ? codes(answer) : [],
    );
    const listed = rowsOf(/^`GET \//)
      .flatMap(([cell]) => codes(cell))
      .flatMap((endpoint) =>
        endpoint.includes('{kind}') ? kinds.map((kind) => endpoint.replace('{kind}', kind)) : [endpoint],
      );
    const served = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).flatMap((method) =>
        method === 'head' ? [] : [`${method.toUpperCase()} ${path}`],
      ),
    );

    expect(listed.sort()).toEqual([...served, 'GET /openapi.json'].sort());
  });

  test('lists every parameter of the two faults that a GET starts', async () => {
    const paths = await servedPaths();

    for (const fault of ['/cpu-load', '/memory-leak']) {
      const row = rowsOf(/^`GET \//).find(([cell]) => cell === `\`GET ${fault}\``);
      expect(codes(row?.[1])).toEqual(paths[fault]?.get?.parameters.map(({ name }) => name));
    }
  });
});

describe.each(['docs/install.md', 'docs/install.ko.md'])('%s', (path) => {
  const rowsOf = (first: RegExp) => rowsOn(path, first);

  test('lists every variable with its default, and none that is not read', () => {
    const listed = rowsOf(/^`PORT`/).flatMap(([names, value]) =>
      codes(names).map((name) => [name, codes(value)[0] ?? '']),
    );
    const read = Object.entries(ENVIRONMENT.properties).map(([name, schema]) => [
      name,
      String((schema as { default?: unknown }).default),
    ]);

    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(read));
  });

  test('lists every overlay', () => {
    const listed = rowsOf(/^`overlays\//).flatMap(([cell]) => codes(cell));

    expect(listed.sort()).toEqual(overlays.map((overlay) => `overlays/${overlay}`).sort());
  });
});

test('docs/monitoring.md lists every metric with its type and labels, and none that is not served', async () => {
  const { app } = await buildTestApp();
  await app.inject('/hostname');
  await app.inject({ method: 'POST', url: '/faults/unready' });
  await app.inject({ method: 'DELETE', url: '/faults/unready' });
  const { body } = await app.inject('/metrics');
  const served = [...body.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name = '', type = '']) => [
    name,
    type,
    labelsOf(name, body),
  ]);

  const listed = rowsOn('docs/monitoring.md', /^`http_request/).map(([name, type, labels]) => [
    codes(name)[0],
    type,
    codes(labels).toSorted(),
  ]);

  expect(listed.toSorted()).toEqual(served.toSorted());
});

/** The rows of the table whose first cell is as wanted, without its head. */
function rowsOn(path: string, first: RegExp): readonly (readonly string[])[] {
  return (
    readPage(path)
      .tables.find(([, row]) => first.test(row?.[0] ?? ''))
      ?.slice(1) ?? []
  );
}

function codes(cell = ''): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
}

/** The labels of the first sample; for a histogram, of its count. */
function labelsOf(name: string, exposition: string): string[] {
  const sample = new RegExp(`^${name}(?:_count)?\\{(.*)\\} `, 'm').exec(exposition)?.[1] ?? '';
  return [...sample.matchAll(/(\w+)="/g)].map(([, label = '']) => label).toSorted();
}

async function servedPaths(): Promise<Paths> {
  const { app } = await buildTestApp();
  return (await app.inject('/openapi.json')).json<{ paths: Paths }>().paths;
}

type Paths = Record<string, Record<string, { parameters: { name: string }[] }>>;
