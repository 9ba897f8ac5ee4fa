import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { ApiServer } from '../../../drills/cluster/api-server.ts';
import { exchange } from '../../../drills/cluster/http.ts';
import { listenOnLoopback } from '../../support/listen.ts';

/** The address of a program that refuses every request so. */
async function refusing(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  return `http://127.0.0.1:${await listenOnLoopback(server)}`;
}

it.each([
  ['by its message where the body has one', 409, '{"message": "no limit", "error": "Conflict"}', 'no limit'],
  ['by its error where the body has that alone', 400, '{"error": "parse error"}', 'parse error'],
  ['with its status where the body is no JSON', 502, '<html>\nBad Gateway', 'HTTP 502: <html>\nBad Gateway'],
  ['with its status where the body is JSON of another kind', 500, '{"code": 5}', 'HTTP 500: {"code": 5}'],
  ['by its status alone where there is no body', 503, '', 'HTTP 503'],
  ['with the start of a long body', 500, 'x'.repeat(500), `HTTP 500: ${'x'.repeat(200)}`],
])('a refused request is told %s', async (_, status, body, said) => {
  const url = await refusing(status, body);
  const error = { name: 'ApiError', status, said };
  await expect(exchange('GET', url)).rejects.toMatchObject(error);
  await expect(new ApiServer(url).get('/version')).rejects.toMatchObject(error);
});
