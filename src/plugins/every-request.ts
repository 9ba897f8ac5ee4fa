import type { FastifyInstance } from 'fastify';
import type { Health } from '../health.ts';
import type { Identity } from '../identity.ts';
import type { Lifecycle } from '../lifecycle.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { clientCounts } from './client-counts.ts';
import { connections } from './connections.ts';
import { identityHeaders } from './identity-headers.ts';
import { requestMetrics } from './metrics.ts';
import { objectionToBodyOfGet, parameters } from './parameters.ts';
import { objectionToHost } from './protocol-errors.ts';

/**
 * The steps that every request passes, in this order. There is one hook for each moment: calling another
 * hook costs Fastify as much CPU as most of these steps.
 */
export function everyRequest(
  app: FastifyInstance,
  needs: {
    identity: Identity;
    lifecycle: Lifecycle;
    health: Pick<Health, 'wantsTraffic'>;
    metrics: Metrics;
    maxRequestsPerConnection: number;
    maxConnectionAgeMs: number;
  },
): void {
  const identify = identityHeaders(needs.identity);
  const { arrive, leave } = connections(app, needs);
  parameters(app);
  const observeUnmatched = requestMetrics(app, needs);
  const countClient = clientCounts(app);

  app.addHook('onRequest', (request, reply, done) => {
    identify(reply);
    arrive(request, reply);
    done(objectionToHost(request) ?? objectionToBodyOfGet(request) ?? undefined);
  });

  app.addHook('onResponse', (request, reply, done) => {
    leave(request);
    countClient(request);
    if (request.is404) observeUnmatched(request, reply);
    done();
  });
}
