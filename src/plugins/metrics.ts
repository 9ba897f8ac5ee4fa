import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';

/** Any other method is one label value: a client cannot make up series. Named as OpenTelemetry does. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const OTHER_METHOD = '_OTHER';
/** No pattern looks like it: patterns begin with a slash. */
const NO_ROUTE = 'unmatched';

/**
 * Times every request; the label is the route's pattern, never the path that a client sent.
 * @returns what counts an answer to a path that no route has
 */
export function requestMetrics(
  app: FastifyInstance,
  { metrics }: { metrics: Metrics },
): (request: FastifyRequest, reply: FastifyReply) => void {
  // For each route, since Fastify puts an object together for who asks a request for its route.
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
