import type { FastifyReply, FastifyRequest } from 'fastify';

const MAX_URL_LENGTH = 200;
const MAPPED = '::ffff:';

/** The fields that every log line about a request has. */
export function requestLine(request: FastifyRequest, { statusCode }: FastifyReply) {
  const { method, url } = request;
  return { method, url: url.slice(0, MAX_URL_LENGTH), statusCode, remoteAddress: remoteAddress(request) };
}

/** The client's address. A socket that listens on IPv4 and IPv6 shows IPv4 addresses as ::ffff:10.1.2.3. */
export function remoteAddress({ ip }: Pick<FastifyRequest, 'ip'>): string {
  return ip.startsWith(MAPPED) ? ip.slice(MAPPED.length) : ip;
}
