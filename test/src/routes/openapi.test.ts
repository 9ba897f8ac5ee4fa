import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, test } from 'vitest';
import { buildTestApp } from '../../support/test-app.ts';

test('GET /openapi.json is a valid OpenAPI document', async () => {
  const { app } = await buildTestApp();
  const document = (await app.inject('/openapi.json')).json();
  const result = await new Validator().validate(document);
  expect(result).toEqual({ valid: true });
});

test('it describes every kind of fault with the parameters and bounds that requests are checked with', async () => {
  const { app, registry } = await buildTestApp();
  const { paths } = (await app.inject('/openapi.json')).json();
  for (const { kind, parameters } of registry.kinds) {
    const { post, delete: stop } = paths[`/faults/${kind}`];
    expect(stop).toBeDefined();
    const inQuery = Object.fromEntries(
      post.parameters.map((each: { name: string; in: string; schema: object }) => [each.name, each]),
    );
    for (const [name, schema] of Object.entries(parameters.properties)) {
      const { type, minimum, maximum, default: usual, enum: values } = JSON.parse(JSON.stringify(schema));
      const bounds = Object.fromEntries(
        Object.entries({ type, minimum, maximum, default: usual, enum: values }).filter(
          ([, each]) => each !== undefined,
        ),
      );
      expect([kind, name, inQuery[name]?.schema]).toEqual([kind, name, expect.objectContaining(bounds)]);
      expect(post.requestBody.content['application/json'].schema.properties[name]).toMatchObject(bounds);
      // What has a default need not be sent.
      expect([kind, name, inQuery[name]?.required ?? false]).toEqual([kind, name, false]);
    }
    expect([kind, post.requestBody.required]).toEqual([kind, false]);
    expect(post.requestBody.content['application/json'].schema.required ?? []).toEqual([]);
  }
});

test('it describes every path of the contract, and that a fault is answered 202', async () => {
  const { app } = await buildTestApp({ env: { APP_VERSION: '2.0.0' } });
  const document = (await app.inject('/openapi.json')).json();
  expect(document.info.version).toBe('2.0.0');
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining([
      '/',
      '/hostname',
      '/version',
      '/info',
      '/livez',
      '/readyz',
      '/ready',
      '/startupz',
      '/metrics',
      '/memory-leak',
      '/cpu-load',
      '/faults',
    ]),
  );
  for (const operation of [
    document.paths['/cpu-load'].get,
    document.paths['/memory-leak'].get,
    document.paths['/faults/crash'].post,
  ]) {
    expect(Object.keys(operation.responses)).toContain('202');
  }
});

test('every operation has a name of its own, which generated clients call it by', async () => {
  const { app } = await buildTestApp();
  const { paths } = (await app.inject('/openapi.json')).json();
  const names = Object.values<Record<string, { operationId: string }>>(paths).flatMap((each) =>
    Object.values(each).map(({ operationId }) => operationId),
  );
  for (const name of names) expect(name).toMatch(/^(get|post|delete)[A-Z][A-Za-z]+$/);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(
    expect.arrayContaining(['getRoot', 'getHostname', 'postFaultsCpuLoad', 'deleteFaults']),
  );
});
