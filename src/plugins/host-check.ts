import { isIP } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorAnswer } from './errors.ts';

/**
 * Refuses what a browser sends under a host name that anybody could own: its owner lets the name point at
 * this node and so makes a page elsewhere "of the same origin" (DNS rebinding). Nobody can own an address,
 * `localhost`, a name without a dot or one that ends in `.local`; every other name has to be said
 * (ALLOWED_HOSTS). What is no browser has no pages.
 */
export function checkHost(allowed: readonly string[]) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const name = unknownHost(request, allowed);
    if (name === null) return;
    const message = `browsers may not control or watch this pod as "${name}": if that name is yours, set ALLOWED_HOSTS=${name} on the Deployment, or use the address of a node`;
    return reply.code(403).send(errorAnswer(403, message, { code: 'unknown-host' }));
  };
}

/** @returns the name that a browser used and may not; `null` where there is nothing to object to */
export function unknownHost(request: FastifyRequest, allowed: readonly string[]): string | null {
  if (!isBrowser(request)) return null;
  const name = nameOf(request.headers.host ?? '');
  return isUnownable(name) || allowed.includes(name) ? null : name.slice(0, LONGEST_NAME);
}

const LONGEST_NAME = 100;

/**
 * In Windows PowerShell `curl` is a command of its own, which claims to be Mozilla too; no page can claim to
 * be it.
 */
export function isBrowser({ headers }: FastifyRequest): boolean {
  const userAgent = headers['user-agent'] ?? '';
  const claims = userAgent.startsWith('Mozilla/') && !userAgent.includes('PowerShell/');
  return claims || headers['sec-fetch-site'] !== undefined || headers.origin !== undefined;
}

/** Without the port, and as a browser writes it. */
function nameOf(host: string): string {
  const name = URL.parse(`http://${host}`)?.hostname ?? host;
  return name.replace(/\.$/, '');
}

function isUnownable(name: string): boolean {
  return !name.includes('.') || isIP(name) !== 0 || /\.(local|localhost|internal)$/.test(name);
}
