import type { FastifyRequest } from 'fastify';

const MAPPED = '::ffff:';

/** Who is at the other end. A socket that listens for both kinds shows IPv4 as ::ffff:10.1.2.3. */
export function remoteAddress({ ip }: Pick<FastifyRequest, 'ip'>): string {
  return ip.startsWith(MAPPED) ? ip.slice(MAPPED.length) : ip;
}
