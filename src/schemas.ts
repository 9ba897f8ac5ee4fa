import type { FastifyServerOptions } from 'fastify';

/**
 * Bodies and queries are checked in the handlers' words (validation.ts), answers are small: nothing is compiled, and
 * the compilers are not even loaded.
 */
export const schemaController = {
  compilersFactory: {
    buildValidator: () => () => (value: unknown) => ({ value }),
    buildSerializer: () => () => (data: unknown) => JSON.stringify(data),
  },
  // Fastify's types want the whole of ajv's own functions.
} as unknown as NonNullable<FastifyServerOptions['schemaController']>;
