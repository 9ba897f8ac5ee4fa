import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';

/** Any other method is one label value: a client cannot make up series. Named as OpenTelemetry does. */
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
const OTHER_METHOD = '_OTHER';
/** No pattern looks like it: patterns begin with a slash. */
const NO_ROUTE = 'unmatched';

/** Times every request; the label is the route's pattern, never the path that a client sent. */
export function requestMetrics(app: FastifyInstance, { metrics }: { metrics: Metrics }): void {
  app.addHook('onResponse', (request, reply, done) => {
    metrics.observeRequest(
      METHODS.has(request.method) ? request.method : OTHER_METHOD,
      request.routeOptions.url ?? NO_ROUTE,
      reply.statusCode,
      reply.elapsedTime / 1000,
    );
    done();
  });
}
