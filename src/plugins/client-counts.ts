import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HEADERS } from '../headers.ts';

/** At most so many names are kept, then the oldest goes: clients must not fill the memory with names. */
const MOST_CLIENTS = 16;
const LONGEST_NAME = 64;

/**
 * Counts the answers to each client that names itself, so that the client's count can be compared with the
 * pods'. A retry by a proxy is one request for the client and two for the pods. Requests of other clients are
 * counted apart.
 */
export function clientCounts(app: FastifyInstance): (request: FastifyRequest) => void {
  const answered = new Map<string, number>();
  app.decorate('answeredByClient', () => Object.fromEntries(answered));

  return (request) => {
    const name = request.headers[HEADERS.client];
    if (typeof name === 'string') count(name.slice(0, LONGEST_NAME));
  };

  function count(name: string): void {
    const before = answered.get(name);
    if (before === undefined && answered.size === MOST_CLIENTS) {
      const [first = ''] = answered.keys();
      answered.delete(first);
    }
    answered.set(name, (before ?? 0) + 1);
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Of real traffic, since the start of the process, whatever the status. */
    answeredByClient(): Record<string, number>;
  }
}
