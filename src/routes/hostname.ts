import type { FastifyPluginAsync } from 'fastify';
import type { Identity } from '../identity.ts';

export const hostname: FastifyPluginAsync<{ identity: Identity }> = async (app, { identity }) => {
  const schema = {
    summary: "the host name, which is the pod's name; no newline",
    produces: ['text/plain'],
    response: { 200: { type: 'string' } },
  };
  app.get('/hostname', { schema }, (_request, reply) => {
    // Text without a type is text/plain to Fastify, which then has no type to parse.
    reply.send(identity.hostname);
  });
};
