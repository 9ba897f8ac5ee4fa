import { Ajv2020 } from 'ajv/dist/2020.js';
import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { expect, test } from 'vitest';
import { buildTestApp } from '../../support/test-app.ts';

/*
 * What /openapi.json says of an answer is compared with the answers of the running service, by a validator
 * that is not ours. Each shape is closed for the test: a field that the document does not know fails it.
 */

const REQUESTS: [status: number, request: InjectOptions & { url: string }][] = [
  [200, { url: '/info' }],
  [200, { url: '/work?milliseconds=1' }],
  [400, { url: '/work?milliseconds=-1' }],
  [200, { url: '/startupz' }],
  [200, { url: '/livez' }],
  [200, { url: '/readyz' }],
  [200, { url: '/ready' }],
  [202, { url: '/cpu-load?millicores=1&seconds=5' }],
  [400, { url: '/cpu-load?seconds=0' }],
  [403, { url: '/cpu-load', headers: { 'sec-fetch-site': 'cross-site' } }],
  [202, { url: '/memory-leak?maxMib=1&seconds=5' }],
  [202, { url: '/faults/unready', method: 'POST' }],
  [503, { url: '/readyz' }],
  [200, { url: '/page/sample' }],
  [400, { url: '/page/sample?connection=x' }],
  [202, { url: '/faults/errors', method: 'POST', payload: { percent: 1 } }],
  [200, { url: '/faults' }],
  [400, { url: '/faults/errors?status=1', method: 'POST' }],
  [421, { url: '/faults/errors?pod=another', method: 'POST' }],
  [403, { url: '/faults/errors', method: 'POST', headers: { origin: 'http://elsewhere' } }],
  [421, { url: '/faults?pod=another', method: 'DELETE' }],
  [400, { url: '/faults?pot=x', method: 'DELETE' }],
  [200, { url: '/faults/errors', method: 'DELETE' }],
  [200, { url: '/faults', method: 'DELETE' }],
];

test('every answer is as /openapi.json says', async () => {
  const { app } = await buildTestApp();
  // All of them before the validator is compiled: real traffic is shed while that keeps the event loop.
  const answers: [
    status: number,
    request: InjectOptions & { url: string },
    answer: LightMyRequestResponse,
  ][] = [];
  for (const [status, request] of REQUESTS) answers.push([status, request, await app.inject(request)]);
  const document = closed((await app.inject('/openapi.json')).json());
  const ajv = new Ajv2020({
    strict: false,
    formats: { 'date-time': (text) => !Number.isNaN(Date.parse(text)) },
  });
  ajv.addSchema(document, 'api');
  const told = new Set<string>();
  for (const [status, request, answer] of answers) {
    const path = request.url.split('?')[0] ?? '';
    const method = (request.method ?? 'GET').toLowerCase();
    expect([request.url, answer.statusCode, answer.body]).toEqual([request.url, status, expect.any(String)]);
    const steps = [
      'paths',
      path,
      method,
      'responses',
      String(status),
      'content',
      'application/json',
      'schema',
    ];
    const validate = ajv.getSchema(`api#/${steps.map(pointer).join('/')}`);
    const found = validate?.(answer.json()) === true ? [] : (validate?.errors ?? ['not described']);
    expect([method, path, status, found]).toEqual([method, path, status, []]);
    told.add(`${method} ${path}`);
  }
  expect(told.size).toBeGreaterThan(12);
});

test('a document that differs from the answers fails', async () => {
  const ajv = new Ajv2020({ strict: false });
  const validate = ajv.compile(closed({ type: 'object', properties: { pod: { type: 'string' } } }));
  expect([validate({ pod: 'a' }), validate({ pod: 1 }), validate({ other: 'a' })]).toEqual([
    true,
    false,
    false,
  ]);
});

test('every operation that answers JSON says in which shape, refusals included', async () => {
  const { app } = await buildTestApp();
  const { paths } = (await app.inject('/openapi.json')).json();
  for (const [path, operations] of Object.entries<Record<string, { responses: Record<string, Answer> }>>(
    paths,
  )) {
    for (const [method, { responses }] of Object.entries(operations)) {
      for (const [status, { content }] of Object.entries(responses)) {
        const schema = content?.['application/json']?.schema;
        const isText = content?.['text/plain'] !== undefined;
        expect([method, path, status, isText || schema?.$ref !== undefined]).toEqual([
          method,
          path,
          status,
          true,
        ]);
      }
    }
  }
});

interface Answer {
  content?: Record<string, { schema?: { $ref?: string } }>;
}

const pointer = (step: string) => step.replaceAll('~', '~0').replaceAll('/', '~1');

/** No property that is not listed. */
function closed<T>(value: T): T {
  if (Array.isArray(value)) return value.map(closed) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closed(each)]));
  const isShape = copy.type === 'object' && copy.properties !== undefined;
  return (isShape ? { additionalProperties: false, ...copy } : copy) as T;
}
