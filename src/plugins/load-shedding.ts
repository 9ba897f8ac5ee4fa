import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Pressure, ShedCause } from '../pressure.ts';
import { errorAnswer } from './errors.ts';

const SAMPLE_INTERVAL_MS = 1000;

/**
 * Refuses traffic while the event loop is late, which many quick requests make it, and beyond a number of
 * requests in flight, which slow ones reach while the loop is idle. Before memory and waiting time grow
 * without bound.
 */
export async function loadShedding(
  app: FastifyInstance,
  { pressure }: { pressure: Pressure },
): Promise<void> {
  const { maxRequestsInFlight, maxEventLoopDelayMs } = pressure;
  await app.register(underPressure, {
    sampleInterval: SAMPLE_INTERVAL_MS,
    maxEventLoopDelay: maxEventLoopDelayMs,
    pressureHandler: (_request, reply) => {
      if (pressure.eventLoopDelayMs() <= maxEventLoopDelayMs) return;
      const message = `the event loop is late by more than ${maxEventLoopDelayMs} ms`;
      // What it returns is sent, which its types do not know.
      return shed(reply, 'eventLoopDelay', message) as unknown as undefined;
    },
  });
  pressure.eventLoopDelayMs = () => measuredDelayMs(app.memoryUsage().eventLoopDelay);
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
}

/** Infinity is what a second without a single turn of the loop is told as: late by that second at least. */
function measuredDelayMs(delayMs: number): number {
  return Number.isFinite(delayMs) ? delayMs : SAMPLE_INTERVAL_MS;
}
