import { hostname } from 'node:os';
import { fastify } from 'fastify';

// The framework as its first page shows it: default logger, one route, nothing of ours.
const app = fastify({ logger: process.env.LOGGER !== 'off' });
app.get('/hostname', async (_request, reply) => {
  reply.type('text/plain; charset=utf-8');
  return hostname();
});
process.once('SIGINT', () => app.close());
void app.listen({
  port: Number(process.env.PORT),
  // As its documentation says for containers.
  host: '0.0.0.0',
  // What the warm-up of the compile cache waits for.
  listenTextResolver: (address) => `listening on ${address}`,
});
