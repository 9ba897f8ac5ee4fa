import { isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorAnswer } from './errors.ts';

/**
 * Refuses browsers that use a host name which anybody could own. Its owner can point the name at this node
 * and so make a foreign page "of the same origin" (DNS rebinding). Nobody can own an IP address,
 * `localhost`, a name without a dot or a name that ends in `.local`. Every other name has to be in
 * ALLOWED_HOSTS. Clients other than browsers have no pages and are not checked.
 */
export function checkHost(allowed: readonly string[]) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const name = unknownHost(request, allowed);
    if (name === null) return;
    const message = `browsers may not control or watch this pod as "${name}": if that name is yours, set ALLOWED_HOSTS=${name} on the Deployment, or use the address of a node`;
    return reply.code(403).send(errorAnswer(403, message, { code: 'unknown-host' }));
  };
}

/** @returns the host name that the browser is not allowed to use; `null` if it is allowed */
export function unknownHost(request: FastifyRequest, allowed: readonly string[]): string | null {
  if (!isBrowser(request)) return null;
  const name = nameOf(request.headers.host ?? '');
  return isUnownable(name) || allowed.includes(name) ? null : name.slice(0, MAX_NAME_LENGTH);
}

const MAX_NAME_LENGTH = 100;

/** Windows PowerShell's `curl` also calls itself Mozilla. No web page can send that user agent. */
export function isBrowser({ headers }: FastifyRequest): boolean {
  const userAgent = headers['user-agent'] ?? '';
  const claims = userAgent.startsWith('Mozilla/') && !userAgent.includes('PowerShell/');
  return claims || headers['sec-fetch-site'] !== undefined || headers.origin !== undefined;
}

/** The host without its port, written as browsers write it. */
function nameOf(host: string): string {
  const name = URL.parse(`http://${host}`)?.hostname ?? host;
  return name.replace(/\.$/, '');
}

function isUnownable(name: string): boolean {
  return !name.includes('.') || isIP(name) !== 0 || /\.(local|localhost|internal)$/.test(name);
}
