import type { FastifyServerOptions } from 'fastify';
import type { Static, TObject, TSchema } from 'typebox';
import type { DeepReadonly } from './contract.ts';
import { parse, parseText } from './validation.ts';

interface RouteSchema {
  readonly schema: TObject;
  readonly httpPart?: string;
}

/**
 * Fastify checks the query, the path and the body with a route's schema. Schemas are interpreted
 * (validation.ts) and answers are small, so no schema is compiled and the compilers are not loaded.
 */
export const schemaController = {
  compilersFactory: {
    buildValidator:
      () =>
      ({ schema, httpPart }: RouteSchema) => {
        const check = httpPart === 'body' ? parse : parseText;
        const takesNone = Object.keys(schema.properties).length === 0;
        return (input: unknown) => {
          // Most requests have no query, and most routes take none.
          if (takesNone && isEmpty(input)) return true;
          try {
            return { value: check(schema, input ?? {}) };
          } catch (error) {
            return { error };
          }
        };
      },
    buildSerializer: () => () => (data: unknown) => JSON.stringify(data),
  },
  // Fastify's types demand every function of ajv.
} as unknown as NonNullable<FastifyServerOptions['schemaController']>;

function isEmpty(input: unknown): boolean {
  for (const _name in input as object) return false;
  return typeof input === 'object';
}

declare module 'fastify' {
  /**
   * The type provider: a handler's request and answer types follow from the route's schema. It is set for
   * every route by interface merging: https://fastify.dev/docs/latest/Guides/Write-Type-Provider/
   */
  interface FastifyTypeProviderDefault {
    readonly validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
    readonly serializer: this['schema'] extends TSchema ? DeepReadonly<Static<this['schema']>> : unknown;
  }
}
