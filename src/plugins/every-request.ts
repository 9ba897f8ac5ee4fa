import type { FastifyInstance } from 'fastify';
import { HEADERS } from '../headers.ts';
import type { Service } from '../service.ts';
import { clientCounts } from './client-counts.ts';
import { connections } from './connections.ts';
import { requestMetrics } from './metrics.ts';
import { errorOfGetBody, parameters } from './parameters.ts';
import { errorOfHost } from './protocol-errors.ts';

/**
 * The steps that every request passes, in this order. There is one hook for each moment: calling another
 * hook costs Fastify as much CPU as most of these steps.
 */
export function everyRequest(
  app: FastifyInstance,
  service: Pick<Service, 'config' | 'identity' | 'lifecycle' | 'health' | 'metrics'>,
): void {
  const { hostname, version } = service.identity;
  const { countRequest, countAnswer } = connections(app, service);
  parameters(app);
  const observeUnmatched = requestMetrics(app, service);
  const countClient = clientCounts(app);

  app.addHook('onRequest', (request, reply, done) => {
    // Set on the reply: with a header on the raw response, Node.js would set all others one by one.
    reply.header(HEADERS.hostname, hostname).header(HEADERS.version, version);
    countRequest(request, reply);
    done(errorOfHost(request) ?? errorOfGetBody(request) ?? undefined);
  });

  app.addHook('onResponse', (request, reply, done) => {
    countAnswer(request);
    countClient(request);
    if (request.is404) observeUnmatched(request, reply);
    done();
  });
}
