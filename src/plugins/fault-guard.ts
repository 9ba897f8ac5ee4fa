import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Config } from '../config.ts';
import { errorAnswer } from './errors.ts';

/** Who may start and stop faults. Registered in the scope of the controls. */
export const faultGuard = fp(async (app, { guard, token }: Config['faults']) => {
  app.addHook('onRequest', async (request, reply) => {
    // Before the guard, in every mode: an open NodePort must not be triggered by a web page elsewhere.
    if (isForeign(request))
      return refuse(reply, 403, 'a page of another site, or a prefetch, may not control faults');
    if (guard === 'off') return refuse(reply, 403, 'faults are off here (FAULTS=off)');
    if (guard === 'token' && !bears(request, token)) {
      reply.header('www-authenticate', 'Bearer');
      return refuse(reply, 401, 'faults need "Authorization: Bearer <FAULTS_TOKEN>" here (FAULTS=token)');
    }
  });
});

/** What a browser says of a request that no click on our own page, and no address typed by a person, stands behind. */
function isForeign({ headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  const purpose = `${headers['sec-purpose'] ?? ''} ${headers.purpose ?? ''} ${headers['x-moz'] ?? ''}`;
  return (
    site === 'cross-site' ||
    site === 'same-site' ||
    purpose.includes('prefetch') ||
    purpose.includes('prerender')
  );
}

function bears(request: FastifyRequest, token: string): boolean {
  const given = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  // Digests have one length, which timingSafeEqual needs and which tells nothing of the token's.
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refuse(reply: FastifyReply, statusCode: number, message: string) {
  return reply.code(statusCode).send(errorAnswer(statusCode, message));
}
