import type { FastifyInstance } from 'fastify';
import type { Service } from '../service.ts';
import { RequestError } from './errors.ts';

/**
 * `?pod=NAME` sends a request to one pod. If the Service chooses another pod, that pod does nothing and
 * answers 421. Every answer ends its connection, so that the Service chooses again for the next request.
 * https://www.rfc-editor.org/rfc/rfc9110#section-15.5.20
 */
export function targetPod(app: FastifyInstance, { identity }: Pick<Service, 'identity'>): void {
  app.addHook('preValidation', (request, reply, done) => {
    reply.header('connection', 'close');
    const { pod, ...others } = (request.query ?? {}) as Record<string, unknown>;
    if (pod === undefined) return done();
    if (pod !== identity.hostname) {
      return done(
        new RequestError(
          421,
          `this is pod ${identity.hostname}; nothing was done, try again on a new connection`,
        ),
      );
    }
    request.query = others;
    done();
  });
}
