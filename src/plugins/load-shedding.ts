import underPressure from '@fastify/under-pressure';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ShedCause } from '../pressure.ts';
import type { Service } from '../service.ts';
import { errorAnswer } from './errors.ts';

const SAMPLE_INTERVAL_MS = 1000;

/**
 * Refuses traffic before memory and waiting time grow without bound. It does so while the event loop is
 * late, which many quick requests cause, and above a number of requests in flight, which slow requests
 * reach while the event loop is idle.
 */
export async function loadShedding(
  app: FastifyInstance,
  { pressure }: Pick<Service, 'pressure'>,
): Promise<void> {
  const { maxRequestsInFlight, maxEventLoopDelayMs } = pressure;
  let isUnderPressure = () => false;
  // The plugin has its own scope, because its hook reads the route's options at every request, and Fastify
  // composes those each time. It is called, not registered, because Fastify would load semver to check its
  // version.
  await app.register(async (monitor) => {
    await underPressure(monitor, {
      sampleInterval: SAMPLE_INTERVAL_MS,
      maxEventLoopDelay: maxEventLoopDelayMs,
    });
    isUnderPressure = monitor.isUnderPressure;
    pressure.eventLoopDelayMs = () => measuredDelayMs(monitor.memoryUsage().eventLoopDelay);
  });
  pressure.requestsInFlight = () => app.requestsInFlight();

  app.addHook('onRequest', (request, reply, done) => {
    if (isUnderPressure() && pressure.eventLoopDelayMs() > maxEventLoopDelayMs) {
      const message = `the event loop is late by more than ${maxEventLoopDelayMs} ms`;
      return void reply.send(shed(reply, 'eventLoopDelay', message));
    }
    if (app.requestsInFlight() >= maxRequestsInFlight) {
      const message = `${maxRequestsInFlight} requests are in flight already`;
      return void reply.send(shed(reply, 'requestsInFlight', message));
    }
    app.countInFlight(request);
    done();
  });

  function shed(reply: FastifyReply, cause: ShedCause, message: string) {
    pressure.requestsShed[cause] += 1;
    reply.code(503).header('retry-after', '1');
    return errorAnswer(503, message);
  }
}

/** The delay is Infinity if the event loop made no turn in a second. It is then at least one second late. */
function measuredDelayMs(delayMs: number): number {
  return Number.isFinite(delayMs) ? delayMs : SAMPLE_INTERVAL_MS;
}
