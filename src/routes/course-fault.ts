import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import type { Config } from '../config.ts';
import type { Fault } from '../faults/fault.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import type { Identity } from '../identity.ts';
import { prefersHtml } from '../negotiation.ts';
import { faultGuard } from '../plugins/fault-guard.ts';
import { parseText } from '../validation.ts';
import { sendConfirmation, sendOutcome } from './confirmation.ts';
import { describeStart, startFault } from './fault-start.ts';

interface Options {
  readonly identity: Identity;
  readonly registry: FaultRegistry;
  readonly guard: Config['faults'];
}

type Query = Record<string, unknown>;

/** Parameters of the program that this service stands in for, and what is made of them here. */
export interface OldParameters {
  readonly properties: Record<string, TSchema>;
  /**
   * @returns parameters of the fault, and in words what became of the old ones; `null` where there were none
   */
  translate(asked: Query, fault: Fault): { parameters: Query; note: string } | null;
}

/** A path that starts a fault by GET, which only the two that the course's readers type may do. */
export function courseFault(kind: string, old?: OldParameters): FastifyPluginAsync<Options> {
  return async (app, { identity, registry, guard }) => {
    const fault = registry.kinds.find((each) => each.kind === kind);
    if (!fault) throw new Error(`there is no fault ${kind}`);
    const described = describeStart(fault);
    const properties = { ...described.querystring.properties, ...old?.properties };
    const schema = { ...described, querystring: { type: 'object', properties } };

    // Before the guard, since nothing is done yet: an address in a browser's bar, or a link, shows what it
    // would do.
    app.addHook('onRequest', async (request, reply) => {
      if (request.method !== 'GET' || !prefersHtml(request.headers.accept)) return;
      const { asked } = translated(parseText(schema.querystring as never, request.query));
      const { message } = fault.plan(parseText(fault.parameters, asText(asked)));
      return sendConfirmation(reply, { pod: identity.hostname, action: request.url, message });
    });
    await app.register(faultGuard, guard);
    // What a form without fields sends.
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, _body, done) => done(null, undefined),
    );

    const start = (request: FastifyRequest<{ Querystring: Query }>, reply: FastifyReply) => {
      reply.header('cache-control', 'no-store');
      const { asked, note } = translated(request.query);
      const answer = startFault({ request, reply, identity, registry, kind, asked, note });
      if (prefersHtml(request.headers.accept)) return sendOutcome(reply, answer);
      return reply.send(answer);
    };
    // HEAD must not start anything, and an answer from a cache would start nothing.
    app.get<{ Querystring: Query }>(`/${kind}`, { schema, exposeHeadRoute: false }, start);
    // What the button of the page sends.
    app.post<{ Querystring: Query }>(`/${kind}`, { schema: { ...schema, hide: true } }, start);

    function translated(query: Query): { asked: Query; note: string } {
      const made = old?.translate(query, fault as Fault) ?? null;
      const known = Object.keys((fault as Fault).parameters.properties);
      const own = Object.fromEntries(Object.entries(query).filter(([name]) => known.includes(name)));
      return { asked: { ...own, ...made?.parameters }, note: made ? `${made.note}: ` : '' };
    }
  };
}

function asText(query: Query): Query {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]));
}
