import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as Type from 'typebox';
import { encodingFor, prefersHtml } from '../negotiation.ts';
import { type Asset, PageAssets } from '../page-assets.ts';
import { errorAnswer } from '../plugins/errors.ts';
import { unknownHost } from '../plugins/host-check.ts';
import type { Service } from '../service.ts';
import { sendUnknownHost } from './confirmation.ts';
import { writeGuide } from './guide.ts';

/**
 * No inline script or style, nothing from other hosts, and no frame, because the page has buttons that
 * break pods.
 */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/**
 * `GET /`: the live page for a browser, the text guide for curl. `GET /page/{file}`: the files of the page.
 */
export function page(
  app: FastifyInstance,
  { config, identity, registry }: Pick<Service, 'config' | 'identity' | 'registry'>,
): void {
  const guide = writeGuide({ identity, registry });
  const assets = new PageAssets((err) => app.log.error({ err }, 'page not found'));

  const schema = {
    summary: 'the live page for a browser, the guide for everything else',
    querystring: Type.Object({
      present: Type.Optional(Type.String({ description: 'the page is drawn for a projector' })),
    }),
    produces: ['text/plain', 'text/html'],
    response: { 200: { type: 'string' } },
  };
  app.get('/', { schema }, async (request, reply) => {
    reply.header('vary', 'accept, accept-encoding');
    if (prefersHtml(request.headers.accept)) {
      const unknown = unknownHost(request, config.faults.allowedHosts);
      if (unknown !== null) return sendUnknownHost(reply, unknown);
      const document = await assets.document();
      if (document) return send(request, reply, document, 'no-cache');
    }
    return reply.type('text/plain; charset=utf-8').send(guide);
  });

  const fileSchema = { hide: true, params: Type.Object({ file: Type.String() }) };
  app.get('/page/:file', { schema: fileSchema }, async (request, reply) => {
    const { file } = request.params;
    const found = await assets.find(file);
    if (!found) return reply.code(404).send(errorAnswer(404, `the page has no file ${file.slice(0, 80)}`));
    reply.header('vary', 'accept-encoding');
    return send(
      request,
      reply,
      found.asset,
      found.isExact ? 'public, max-age=31536000, immutable' : 'no-store',
    );
  });
}

function send(request: FastifyRequest, reply: FastifyReply, asset: Asset, cacheControl: string) {
  const encoding = encodingFor(request.headers['accept-encoding']);
  const etag = `"${asset.digest}-${encoding}"`;
  reply.headers({ ...HEADERS, 'cache-control': cacheControl, etag });
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
  reply.type(asset.contentType);
  if (encoding === 'identity')
    return reply.send(process.getBuiltinModule('node:zlib').gunzipSync(asset.gzip));
  return reply.header('content-encoding', encoding).send(asset.gzip);
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const known = (ifNoneMatch ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}
