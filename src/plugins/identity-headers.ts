import fp from 'fastify-plugin';
import { HEADERS } from '../contract.ts';
import type { Identity } from '../identity.ts';

/** Says on every answer, errors included, which pod and which version gave it. */
export const identityHeaders = fp(async (app, { identity }: { identity: Identity }) => {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.raw.setHeader(HEADERS.hostname, identity.hostname);
    reply.raw.setHeader(HEADERS.version, identity.version);
    done();
  });
});
