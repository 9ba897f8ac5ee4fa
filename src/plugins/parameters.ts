import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ErrorAnswer } from '../contract.ts';
import { RequestError } from './errors.ts';

/** The content type that curl, wget and PowerShell send by default for any body. */
const FORM = 'application/x-www-form-urlencoded';
const READ_AS_JSON: ReadonlySet<string | undefined> = new Set([
  undefined,
  'application/json',
  'text/plain',
  FORM,
]);

/**
 * Refuses every parameter that a route does not know. A route takes the query and the body of its schema
 * only.
 */
export function parameters(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (route.config?.isUnknownPath) return;
    const refusals = {
      400: ErrorAnswer,
      ...(route.schema?.body ? { 413: ErrorAnswer, 415: ErrorAnswer } : {}),
    };
    const response = { ...refusals, ...(route.schema?.response as object) };
    route.schema = { querystring: { type: 'object', properties: {} }, ...route.schema, response };
    if (route.method === 'GET' || route.method === 'HEAD') return;
    // Runs after the guard, so that a client without permission gets that error first.
    route.preParsing = (request, _reply, _payload, done) => {
      done(hasBody(request.raw.headers) ? errorOfBody(request, request.raw.headers) : null);
    };
  });

  const parseJson = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'string' }, (request, body, done) => {
    if (body === '' || isUnknown(request)) return done(null, undefined);
    void parseJson(request, body as string, (error, value) => {
      if (error === null || mediaTypeOf(request.headers) !== FORM) return done(error, value);
      const start = JSON.stringify(body.slice(0, 40));
      done(new RequestError(415, `${TAKEN}, got a form (${FORM}) that is not JSON: ${start}`));
    });
  });
}

/** Fastify does not read the body of a GET. */
export function errorOfGetBody(request: FastifyRequest): Error | null {
  if (request.method !== 'GET' || !hasBody(request.raw.headers) || isUnknown(request)) return null;
  return errorOfBody(request, request.raw.headers);
}

const TAKEN = 'parameters go into the query or into a JSON body (content-type: application/json)';

function errorOfBody(request: FastifyRequest, headers: IncomingHttpHeaders): RequestError | null {
  const { url = request.url, schema } = request.routeOptions;
  if (schema?.body === undefined)
    return new RequestError(
      400,
      `${request.method} ${url} takes no body, got one: parameters go into the query`,
    );
  const type = mediaTypeOf(headers);
  if (READ_AS_JSON.has(type)) return null;
  return new RequestError(415, `${TAKEN}, got content-type: ${headers['content-type']?.slice(0, 80)}`);
}

/** Such a path answers 404 to every request. */
function isUnknown(request: FastifyRequest): boolean {
  return request.is404 || request.routeOptions.config.isUnknownPath === true;
}

function hasBody(headers: IncomingHttpHeaders): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function mediaTypeOf(headers: IncomingHttpHeaders): string | undefined {
  return headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route exists only for a more helpful 404. */
    isUnknownPath?: boolean;
  }
}
