import type { FastifyReply } from 'fastify';
import { HEADERS } from '../headers.ts';
import type { Identity } from '../identity.ts';

/** Says on every answer, errors included, which pod and which version gave it. */
export function identityHeaders({ hostname, version }: Identity): (reply: FastifyReply) => void {
  return (reply) => {
    // Not on the raw response: Node.js would then set each of the other headers one by one.
    reply.header(HEADERS.hostname, hostname).header(HEADERS.version, version);
  };
}
