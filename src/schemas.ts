import type { FastifyServerOptions } from 'fastify';
import type { Static, TObject, TSchema } from 'typebox';
import type { DeepReadonly } from './contract.ts';
import { parse, parseText } from './validation.ts';

interface RouteSchema {
  readonly schema: TObject;
  readonly httpPart?: string;
}

/**
 * A route's schema is its check: of query and path, which are text, and of the body. It is interpreted
 * (validation.ts), and answers are small: nothing is compiled, and the compilers are not even loaded.
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
  // Fastify's types ask for every function of ajv.
} as unknown as NonNullable<FastifyServerOptions['schemaController']>;

function isEmpty(input: unknown): boolean {
  for (const _name in input as object) return false;
  return typeof input === 'object';
}

declare module 'fastify' {
  /**
   * A route's schema is its types too: what a handler gets, and what it may answer. For every route, by
   * interface merging: https://fastify.dev/docs/latest/Guides/Write-Type-Provider/
   */
  interface FastifyTypeProviderDefault {
    readonly validator: this['schema'] extends TSchema ? Static<this['schema']> : unknown;
    readonly serializer: this['schema'] extends TSchema ? DeepReadonly<Static<this['schema']>> : unknown;
  }
}
