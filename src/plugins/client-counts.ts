import type { FastifyInstance, FastifyRequest } from 'fastify';
import { HEADERS } from '../headers.ts';

/** Only so many names are kept, and the oldest goes first: clients must not fill the memory with names. */
const MAX_CLIENTS = 16;
const MAX_NAME_LENGTH = 64;

/**
 * Counts the answers to each client that sends its name, so that the client's count can be compared with
 * the pods' counts. A request that a proxy retries counts once for the client and twice for the pods.
 * Requests without a name are not counted here.
 */
export function clientCounts(app: FastifyInstance): (request: FastifyRequest) => void {
  const answered = new Map<string, number>();
  app.decorate('answeredByClient', () => Object.fromEntries(answered));

  return (request) => {
    const name = request.headers[HEADERS.client];
    if (typeof name === 'string') count(name.slice(0, MAX_NAME_LENGTH));
  };

  function count(name: string): void {
    const before = answered.get(name);
    if (before === undefined && answered.size === MAX_CLIENTS) {
      const [first = ''] = answered.keys();
      answered.delete(first);
    }
    answered.set(name, (before ?? 0) + 1);
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Answers to real traffic since the process started, of any status. */
    answeredByClient(): Record<string, number>;
  }
}
