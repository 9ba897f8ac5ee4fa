import type { FastifyInstance } from 'fastify';
import type { Service } from '../service.ts';
import { errorAnswer } from './errors.ts';

/** Injects latency and errors. It is registered in the traffic scope, so that no other route is hit. */
export function requestFaults(
  app: FastifyInstance,
  { latency, errors }: Pick<Service, 'latency' | 'errors'>,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!latency.isActive && !errors.isActive) return done();
    const status = errors.nextStatus();
    const delayMs = latency.nextDelayMs();
    const answer = () => {
      if (status === null) return done();
      void reply.code(status).send(errorAnswer(status, 'the fault "errors" is active on this pod'));
    };
    if (delayMs === 0) return answer();
    // A delay that has begun goes on after the fault is stopped, because it is already logged.
    request.connection.sleepThen(delayMs, answer);
  });
}
