import type { FastifyServerOptions } from 'fastify';
import type { TObject } from 'typebox';
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
      ({ schema, httpPart }: RouteSchema) =>
      (input: unknown) => {
        const check = httpPart === 'body' ? parse : parseText;
        try {
          return { value: check(schema, input ?? {}) };
        } catch (error) {
          return { error };
        }
      },
    buildSerializer: () => () => (data: unknown) => JSON.stringify(data),
  },
  // Fastify's types want the whole of ajv's own functions.
} as unknown as NonNullable<FastifyServerOptions['schemaController']>;
