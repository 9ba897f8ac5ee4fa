import type { FastifyReply, FastifyRequest } from 'fastify';

const LONGEST_URL = 200;
const MAPPED = '::ffff:';

/** What a line of the log says of a request, whatever became of it. */
export function requestLine(request: FastifyRequest, { statusCode }: FastifyReply) {
  const { method, url } = request;
  return { method, url: url.slice(0, LONGEST_URL), statusCode, remoteAddress: remoteAddress(request) };
}

/** Who is at the other end. A socket that listens for both kinds shows IPv4 as ::ffff:10.1.2.3. */
export function remoteAddress({ ip }: Pick<FastifyRequest, 'ip'>): string {
  return ip.startsWith(MAPPED) ? ip.slice(MAPPED.length) : ip;
}
