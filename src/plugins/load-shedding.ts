import fp from 'fastify-plugin';
import { errorAnswer } from './errors.ts';

/**
 * Refuses traffic beyond a number of requests in flight, before memory and waiting time grow without bound.
 * Not @fastify/under-pressure: it samples the event loop a hundred times a second for ever, 6m of CPU in an idle pod.
 */
export const loadShedding = fp(async (app, { maxRequestsInFlight }: { maxRequestsInFlight: number }) => {
  app.addHook('onRequest', (request, reply, done) => {
    if (app.requestsInFlight() < maxRequestsInFlight) {
      app.countInFlight(request);
      return done();
    }
    const message = `${maxRequestsInFlight} requests are in flight already`;
    void reply.code(503).header('retry-after', '1').send(errorAnswer(503, message));
  });
});
