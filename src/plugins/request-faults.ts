import type { FastifyInstance } from 'fastify';
import type { Faults } from '../faults/faults.ts';
import { errorAnswer } from './errors.ts';

/** Injected latency and errors. Registered in the traffic scope, so that nothing else can be hit. */
export function requestFaults(
  app: FastifyInstance,
  { faults }: { faults: Pick<Faults, 'latency' | 'errors'> },
): void {
  const { latency, errors } = faults;

  app.addHook('onRequest', (request, reply, done) => {
    if (!latency.isActive && !errors.isActive) return done();
    const status = errors.nextStatus();
    const delayMs = latency.nextDelayMs();
    const answer = () => {
      if (status === null) return done();
      void reply.code(status).send(errorAnswer(status, 'the fault "errors" is active on this pod'));
    };
    if (delayMs === 0) return answer();
    // An answer that is being delayed keeps its delay when the fault is stopped: it was promised.
    request.connection.sleepThen(delayMs, answer);
  });
}
