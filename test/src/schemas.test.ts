import { fastify } from 'fastify';
import { Integer, Object as TObject } from 'typebox';
import { expect, test } from 'vitest';
import { schemaController } from '../../src/schemas.ts';

/** A usual route: a schema, and a handler that relies on it. */
function newcomersApp() {
  const app = fastify({ schemaController });
  const seconds = TObject({ seconds: Integer({ minimum: 1, maximum: 60, default: 5 }) });
  app.get('/query', { schema: { querystring: seconds } }, (request) => request.query);
  app.post('/body', { schema: { body: seconds } }, (request) => request.body);
  app.get('/path/:seconds', { schema: { params: seconds } }, (request) => request.params);
  return app;
}

test.each([
  ['the query', { url: '/query?seconds=7' }, 7],
  ['the query, with its default', { url: '/query' }, 5],
  ['the path', { url: '/path/7' }, 7],
  ['the body', { url: '/body', method: 'POST', payload: { seconds: 7 } } as const, 7],
  ['the body, with its default', { url: '/body', method: 'POST', payload: {} } as const, 5],
])('a schema types %s', async (_part, request, seconds) => {
  expect((await newcomersApp().inject(request)).json()).toEqual({ seconds });
});

test.each([
  ['the query', { url: '/query?seconds=61' }, 'seconds must be an integer from 1 to 60, got 61'],
  ['the query', { url: '/query?minutes=1' }, 'unknown parameter "minutes"; known: seconds'],
  ['the path', { url: '/path/x' }, 'seconds must be an integer from 1 to 60, got "x"'],
  [
    'the body',
    { url: '/body', method: 'POST', payload: { seconds: '7' } } as const,
    'seconds must be an integer from 1 to 60, got "7"',
  ],
  [
    'the body',
    { url: '/body', method: 'POST', payload: [] } as const,
    'expected a JSON object of parameters, got []',
  ],
])('a schema refuses %s with 400 and the words of validation.ts', async (_part, request, message) => {
  const answer = await newcomersApp().inject(request);
  expect([answer.statusCode, answer.json().message]).toEqual([400, message]);
});
