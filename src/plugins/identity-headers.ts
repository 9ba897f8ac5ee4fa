import type { FastifyReply } from 'fastify';
import { HEADERS } from '../headers.ts';
import type { Identity } from '../identity.ts';

/** Adds the pod and the version to every answer, errors included. */
export function identityHeaders({ hostname, version }: Identity): (reply: FastifyReply) => void {
  return (reply) => {
    // Set on the reply: with a header on the raw response, Node.js would set all others one by one.
    reply.header(HEADERS.hostname, hostname).header(HEADERS.version, version);
  };
}
