import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalCode } from '../contract.ts';
import { LogRateLimit } from '../log-rate-limit.ts';
import type { Service } from '../service.ts';
import { errorAnswer } from './errors.ts';
import { checkHost, isBrowser } from './host-check.ts';
import { requestLine } from './request-line.ts';

/** Decides who may start and stop faults by the routes of this scope. */
export function faultGuard(app: FastifyInstance, { config }: Pick<Service, 'config'>): void {
  const { guard, token, allowedHosts } = config.faults;
  const limit = new LogRateLimit(MAX_LINES_PER_SECOND);
  app.addHook('onRequest', checkHost(allowedHosts));
  app.addHook('onRequest', async (request, reply) => {
    // Comes first in every mode: a web page elsewhere must not control faults through an open NodePort.
    const refusal = refusalOf(request);
    if (refusal) return refuse(reply, 403, ...refusal);
    if (guard === 'off') return refuse(reply, 403, 'faults are off here (FAULTS=off)', 'faults-off');
    if (guard === 'token' && !hasToken(request, token)) {
      reply.header('www-authenticate', 'Bearer');
      const message = 'faults need "Authorization: Bearer <FAULTS_TOKEN>" here (FAULTS=token)';
      return refuse(reply, 401, message, 'token-needed');
    }
  });
  app.addHook('onResponse', (request, reply, done) => {
    const isRefused = reply.statusCode === 401 || reply.statusCode === 403;
    if (isRefused && limit.take()) {
      const facts = { ...requestLine(request, reply), unlogged: limit.takeSuppressed() };
      request.log.warn(facts, 'control of a fault refused');
    }
    done();
  });
}

/** Guesses of tokens are logged, but they cannot fill the log. */
const MAX_LINES_PER_SECOND = 5;

type Refusal = readonly [message: string, code: RefusalCode];

const FOREIGN_SITE: Refusal = [
  'a page of another site, or a prefetch, may not control faults',
  'foreign-site',
];
const UNNAMED_SITE: Refusal = [
  'a browser does not say who asks where there is no TLS: control faults from the page at / or with curl',
  'unnamed-site',
];

/** @returns why a browser's request is refused: it was sent neither by this page nor from the address bar */
function refusalOf(request: FastifyRequest): Refusal | null {
  const { headers } = request;
  const purpose = `${headers['sec-purpose'] ?? ''} ${headers.purpose ?? ''} ${headers['x-moz'] ?? ''}`;
  if (purpose.includes('prefetch') || purpose.includes('prerender')) return FOREIGN_SITE;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none' ? null : FOREIGN_SITE;
  // Browsers send Sec-Fetch-Site only over TLS and to localhost. To a NodePort they send Origin (on every
  // POST) or Referer.
  // https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
  const from = headers.origin ?? headers.referer;
  if (from !== undefined) return hostOf(from) === headers.host ? null : FOREIGN_SITE;
  // Without both, `<img referrerpolicy="no-referrer">` of another site looks the same as a typed address.
  return isBrowser(request) ? UNNAMED_SITE : null;
}

/** `null` for a text that is not a URL, such as the origin of a sandboxed frame ("null"). */
function hostOf(url: string): string | null {
  return URL.parse(url)?.host ?? null;
}

function hasToken(request: FastifyRequest, token: string): boolean {
  const given = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  // timingSafeEqual needs equal lengths. Digests have one length and do not reveal the token's.
  return timingSafeEqual(digest(given), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function refuse(reply: FastifyReply, statusCode: number, message: string, code: RefusalCode) {
  return reply.code(statusCode).send(errorAnswer(statusCode, message, { code }));
}
