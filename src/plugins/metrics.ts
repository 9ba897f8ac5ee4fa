import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Service } from '../service.ts';

/**
 * All other methods share one label value, so clients cannot create series. OpenTelemetry uses the
 * same value.
 */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const OTHER_METHOD = '_OTHER';
/** Cannot be a route: all routes begin with a slash. */
const NO_ROUTE = 'unmatched';

/**
 * Measures every request. The label is the route's pattern, never the path that a client sent.
 * @returns the function that counts an answer to an unknown path
 */
export function requestMetrics(
  app: FastifyInstance,
  { metrics }: Pick<Service, 'metrics'>,
): (request: FastifyRequest, reply: FastifyReply) => void {
  // One hook for each route: `request.routeOptions` would make Fastify compose an object at each request.
  app.addHook('onRoute', (route) => {
    const observe = observerOf(route.url);
    const hook = (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
      observe(request, reply);
      done();
    };
    route.onResponse = [...[route.onResponse ?? []].flat(), hook];
  });
  return observerOf(NO_ROUTE);

  function observerOf(route: string) {
    const observe = metrics.observerOf(route);
    return (request: FastifyRequest, reply: FastifyReply) => {
      const method = METHODS.has(request.method) ? request.method : OTHER_METHOD;
      observe(method, reply.statusCode, reply.elapsedTime / 1000);
    };
  }
}
