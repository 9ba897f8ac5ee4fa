import { hostname } from 'node:os';
import { fastify } from 'fastify';

// The framework as its first page shows it, without a log: one route, nothing of ours.
const app = fastify({ logger: false });
app.get('/hostname', async (_request, reply) => {
  reply.type('text/plain; charset=utf-8');
  return hostname();
});
process.once('SIGINT', () => app.close());
void app
  .listen({
    port: Number(process.env.PORT),
    // As its documentation says for containers.
    host: '0.0.0.0',
    // What the warm-up of the compile cache waits for, in a line of its own since there is no log.
    listenTextResolver: (address) => address,
  })
  .then((address) => console.log(`listening on ${address.replace('0.0.0.0', '127.0.0.1')}`));
