import { promisify } from 'node:util';
import { fastify, type FastifyInstance, type RouteOptions } from 'fastify';
import { schemaController } from '../schemas.ts';
import type { Service } from '../service.ts';

/**
 * The OpenAPI document. @fastify/swagger makes it from the schemas with which the routes are checked, of
 * all routes that are added after this call. It is made at the first request, because the library takes as
 * long to load as the whole service.
 */
export function openapi(app: FastifyInstance, { identity }: Pick<Service, 'identity'>): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    if (route.method !== 'HEAD') routes.push(route);
  });
  let document: Promise<object> | undefined;
  let described = '';
  app.get('/openapi.json', { schema: { hide: true } }, () => {
    // Bounds depend on the container's limits and change when it is resized.
    const schemas = JSON.stringify(routes.map(({ schema }) => schema));
    if (document === undefined || schemas !== described) document = describe(routes, identity.version);
    described = schemas;
    return document;
  });
}

/** Made in a separate app, which never listens. */
async function describe(routes: readonly RouteOptions[], version: string): Promise<object> {
  const { default: swagger } = await import('@fastify/swagger');
  const app: FastifyInstance = fastify({ schemaController, exposeHeadRoutes: false });
  const info = {
    title: 'app-1-2-2-1',
    description: 'The service to point Kubernetes at. Every answer has x-app-hostname and x-app-version.',
    version,
  };
  const security = { token: { type: 'http', scheme: 'bearer', description: 'where FAULTS=token' } } as const;
  // Called, not registered: Fastify would load semver to check the plugin's version.
  await promisify(swagger)(app, {
    openapi: { openapi: '3.1.0', info, components: { securitySchemes: security } },
  });
  for (const { method, url, schema } of routes) {
    const operationId = nameOf(String(method), url);
    app.route({ method, url, schema: { operationId, ...schema }, handler: async () => undefined });
  }
  await app.ready();
  return nameShapes(withOptionalBodies(app.swagger() as Document));
}

/** `POST /faults/cpu-load` becomes postFaultsCpuLoad, and `GET /` becomes getRoot. */
function nameOf(method: string, url: string): string {
  const words = url.split(/[^A-Za-z0-9]+/).filter(Boolean);
  const path = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return method.toLowerCase() + (path || 'Root');
}

/** @fastify/swagger marks every body as required. Here no body is. */
function withOptionalBodies(document: Document): Document {
  for (const operations of Object.values(document.paths)) {
    for (const { requestBody } of Object.values(operations)) if (requestBody) requestBody.required = false;
  }
  return document;
}

interface Document {
  readonly paths: Record<string, Record<string, { requestBody?: { required?: boolean } }>>;
  readonly components?: { schemas?: Record<string, unknown> };
}

/** A schema with a title is moved to `components`, so that generated clients have a type of that name. */
function nameShapes(document: Document): object {
  const schemas: Record<string, unknown> = {};
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    const { title, ...others } = value as Record<string, unknown>;
    const visited = Object.fromEntries(Object.entries(others).map(([key, each]) => [key, visit(each)]));
    if (typeof title !== 'string' || !('type' in others))
      return title === undefined ? visited : { title, ...visited };
    // A description belongs to the answer, because the schema is the same everywhere.
    const { description: _place, ...shape } = visited;
    schemas[title] = shape;
    return { $ref: `#/components/schemas/${title}` };
  };
  const named = visit(document) as Document;
  return { ...named, components: { ...named.components, schemas } };
}
