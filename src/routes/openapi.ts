import { type FastifyInstance, fastify, type RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import { schemaController } from '../schemas.ts';

/**
 * The document that @fastify/swagger makes of the same schemas the routes are checked with: of the routes that are
 * added after this plugin. It is made when first asked for, since its tools take as long to load as all else of ours.
 */
export const openapi = fp(async (app, { version }: { version: string }) => {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    if (route.method !== 'HEAD') routes.push(route);
  });
  let document: Promise<object> | undefined;
  let described = '';
  app.get('/openapi.json', { schema: { hide: true } }, () => {
    // Bounds are the container's own, and change when it is resized.
    const schemas = JSON.stringify(routes.map(({ schema }) => schema));
    if (document === undefined || schemas !== described) document = describe(routes, version);
    described = schemas;
    return document;
  });
});

/** In an app of its own, which never listens. */
async function describe(routes: readonly RouteOptions[], version: string): Promise<object> {
  const { default: swagger } = await import('@fastify/swagger');
  const app: FastifyInstance = fastify({ schemaController, exposeHeadRoutes: false });
  await app.register(swagger, { openapi: { info: { title: 'app-1-2-2-1', version } } });
  for (const { method, url, schema } of routes) {
    app.route({ method, url, ...(schema && { schema }), handler: async () => undefined });
  }
  await app.ready();
  return app.swagger();
}
