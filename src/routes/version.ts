import type { FastifyPluginAsync } from 'fastify';
import type { Identity } from '../identity.ts';

export const version: FastifyPluginAsync<{ identity: Identity }> = async (app, { identity }) => {
  const schema = {
    summary: 'the version, e.g. 1.0.0',
    produces: ['text/plain'],
    response: { 200: { type: 'string' } },
  };
  app.get('/version', { schema }, (_request, reply) => {
    reply.type('text/plain; charset=utf-8').send(identity.version);
  });
};
