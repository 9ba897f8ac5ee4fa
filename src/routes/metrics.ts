import type { FastifyInstance } from 'fastify';
import type { Service } from '../service.ts';

export function metricsRoute(app: FastifyInstance, { metrics }: Pick<Service, 'metrics'>): void {
  const schema = {
    summary: 'Prometheus text, or OpenMetrics when asked for',
    produces: ['text/plain', 'application/openmetrics-text'],
    response: { 200: { type: 'string' } },
  };
  app.get('/metrics', { schema }, async (request, reply) => {
    const openMetrics = (request.headers.accept ?? '').includes('application/openmetrics-text');
    const { contentType, text } = await metrics.expose(openMetrics);
    return reply.header('content-type', contentType).send(text);
  });
}
