import underPressure from '@fastify/under-pressure';
import type { FastifyReply } from 'fastify';
import fp from 'fastify-plugin';
import type { Pressure, ShedCause } from '../pressure.ts';
import { errorAnswer } from './errors.ts';

/**
 * Refuses traffic while the event loop is late, which many quick requests make it, and beyond a number of requests in
 * flight, which slow ones reach while the loop is idle. Before memory and waiting time grow without bound.
 */
export const loadShedding = fp(async (app, { pressure }: { pressure: Pressure }) => {
  const { maxRequestsInFlight, maxEventLoopDelayMs } = pressure;
  await app.register(underPressure, {
    maxEventLoopDelay: maxEventLoopDelayMs,
    // What it returns is sent, which its types do not know.
    pressureHandler: (_request, reply) =>
      shed(
        reply,
        'eventLoopDelay',
        `the event loop is late by more than ${maxEventLoopDelayMs} ms`,
      ) as unknown as undefined,
  });
  pressure.eventLoopDelayMs = () => app.memoryUsage().eventLoopDelay;
  pressure.requestsInFlight = () => app.requestsInFlight();

  app.addHook('onRequest', (request, reply, done) => {
    if (app.requestsInFlight() < maxRequestsInFlight) {
      app.countInFlight(request);
      return done();
    }
    reply.send(shed(reply, 'requestsInFlight', `${maxRequestsInFlight} requests are in flight already`));
  });

  function shed(reply: FastifyReply, cause: ShedCause, message: string) {
    pressure.requestsShed[cause] += 1;
    reply.code(503).header('retry-after', '1');
    return errorAnswer(503, message);
  }
});
