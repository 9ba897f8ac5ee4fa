import { hostname } from 'node:os';
import { fastify } from 'fastify';

// Fastify as its documentation begins, without a log: one route.
const app = fastify({ logger: false });
app.get('/hostname', async (_request, reply) => {
  reply.type('text/plain; charset=utf-8');
  return hostname();
});
process.once('SIGINT', () => app.close());
void app
  .listen({
    port: Number(process.env.PORT),
    // Fastify's documentation says so for containers.
    host: '0.0.0.0',
    // The warm-up of the compile cache waits for this line. There is no log that prints it.
    listenTextResolver: (address) => address,
  })
  .then((address) => console.log(`listening on ${address.replace('0.0.0.0', '127.0.0.1')}`));
