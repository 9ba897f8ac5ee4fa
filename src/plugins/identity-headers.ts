import type { FastifyInstance } from 'fastify';
import { HEADERS } from '../headers.ts';
import type { Identity } from '../identity.ts';

/** Says on every answer, errors included, which pod and which version gave it. */
export function identityHeaders(app: FastifyInstance, { identity }: { identity: Identity }): void {
  app.addHook('onRequest', (_request, reply, done) => {
    // Not on the raw response: Node.js would then set each of the other headers one by one.
    reply.header(HEADERS.hostname, identity.hostname).header(HEADERS.version, identity.version);
    done();
  });
}
