import type { FastifyPluginAsync } from 'fastify';

/** The document that @fastify/swagger makes of the same schemas the routes are checked with. */
export const openapi: FastifyPluginAsync = async (app) => {
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());
};
