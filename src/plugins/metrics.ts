import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';

/** Any other method is one label value: a client cannot make up series. Named as OpenTelemetry does. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const OTHER_METHOD = '_OTHER';
/** No pattern looks like it: patterns begin with a slash. */
const NO_ROUTE = 'unmatched';

/** Times every request; the label is the route's pattern, never the path that a client sent. */
export function requestMetrics(app: FastifyInstance, { metrics }: { metrics: Metrics }): void {
  // For each route, since Fastify puts an object together for who asks a request for its route.
  app.addHook('onRoute', (route) => {
    route.onResponse = [...[route.onResponse ?? []].flat(), observeAs(route.url)];
  });
  const observeUnmatched = observeAs(NO_ROUTE);
  app.addHook('onResponse', (request, reply, done) => {
    if (request.is404) observeUnmatched(request, reply, done);
    else done();
  });

  function observeAs(url: string) {
    return (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
      const method = METHODS.has(request.method) ? request.method : OTHER_METHOD;
      metrics.observeRequest(method, url, reply.statusCode, reply.elapsedTime / 1000);
      done();
    };
  }
}
