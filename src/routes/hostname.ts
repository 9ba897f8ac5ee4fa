import type { FastifyPluginAsync } from 'fastify';
import type { Identity } from '../identity.ts';

export const hostname: FastifyPluginAsync<{ identity: Identity }> = async (app, { identity }) => {
  const schema = {
    summary: "the host name, which is the pod's name; no newline",
    produces: ['text/plain'],
    response: { 200: { type: 'string' } },
  };
  app.get('/hostname', { schema }, (_request, reply) => {
    reply.type('text/plain; charset=utf-8').send(identity.hostname);
  });
};
