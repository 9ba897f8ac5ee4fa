import type { FastifyReply, FastifyRequest } from 'fastify';
import { remoteAddress } from '../remote-address.ts';

const LONGEST_URL = 200;

/** What a line of the log says of a request, whatever became of it. */
export function requestLine(request: FastifyRequest, { statusCode }: FastifyReply) {
  const { method, url } = request;
  return { method, url: url.slice(0, LONGEST_URL), statusCode, remoteAddress: remoteAddress(request) };
}
