import type { FastifyInstance } from 'fastify';
import { HEADERS } from '../headers.ts';

/** Names that are held; the one that came first goes first. A stranger must not fill the memory with them. */
const MOST_CLIENTS = 16;
const LONGEST_NAME = 64;

/**
 * Counts the answers to each client that names itself, so that what a client had and what a pod gave can be
 * compared: a retry or a duplicate by a proxy is one request to the client, and two here. Other people's
 * requests do not spoil the count.
 */
export function clientCounts(app: FastifyInstance): void {
  const answered = new Map<string, number>();
  app.decorate('answeredByClient', () => Object.fromEntries(answered));

  app.addHook('onResponse', (request, _reply, done) => {
    const name = request.headers[HEADERS.client];
    if (typeof name === 'string') count(name.slice(0, LONGEST_NAME));
    done();
  });

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
