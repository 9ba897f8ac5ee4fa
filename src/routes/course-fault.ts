import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import type { Config } from '../config.ts';
import type { Fault } from '../faults/fault.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import type { Identity } from '../identity.ts';
import { prefersHtml } from '../negotiation.ts';
import { faultGuard } from '../plugins/fault-guard.ts';
import { parseText, ValidationError } from '../validation.ts';
import { sendConfirmation, sendOutcome } from './confirmation.ts';
import { describeStart, mergeQueryIntoBody, noneRequired, startFault } from './fault-start.ts';

interface Options {
  readonly identity: Identity;
  readonly registry: FaultRegistry;
  readonly guard: Config['faults'];
}

type Query = Record<string, unknown>;

/** Parameters of the program that this service stands in for, and what is made of them here. */
export interface OldParameters {
  readonly properties: Record<string, TSchema>;
  /** Which parameter of the fault each old one stands for. */
  readonly meanings: Readonly<Record<string, string>>;
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
    const querystring = noneRequired({ ...fault.parameters.properties, ...old?.properties });
    const schema = { ...described, querystring };

    // Before the guard, since nothing is done yet: an address in a browser's bar, or a link, shows what it
    // would do.
    app.addHook('onRequest', async (request, reply) => {
      if (request.method !== 'GET' || !prefersHtml(request.headers.accept)) return;
      requireEachOnce(request.query as Query);
      const { asked } = translated(parseText(querystring, request.query));
      const { message } = fault.plan(parseText(fault.parameters, asText(asked)));
      return sendConfirmation(reply, { pod: identity.hostname, message });
    });
    await app.register(faultGuard, guard);
    app.addHook('preValidation', async (request) => {
      requireEachOnce({ ...(request.query as Query), ...(request.body as Query | undefined) });
    });

    const start = (query: Query, request: FastifyRequest, reply: FastifyReply) => {
      reply.header('cache-control', 'no-store');
      const { asked, note } = translated(query);
      const answer = startFault({ request, reply, identity, registry, kind, asked, note });
      if (prefersHtml(request.headers.accept)) sendOutcome(reply, answer);
      else void reply.send(answer);
    };
    // HEAD must not start anything, and an answer from a cache would start nothing.
    app.get(`/${kind}`, { schema, exposeHeadRoute: false }, (request, reply) =>
      start(request.query, request, reply),
    );
    // What the button of the page sends, without a body, and curl with one.
    app.post(
      `/${kind}`,
      {
        schema: { ...schema, body: querystring, hide: true },
        preValidation: mergeQueryIntoBody(querystring),
      },
      (request, reply) => start(request.body, request, reply),
    );

    /** Neither of two names for one thing is dropped in silence. */
    function requireEachOnce(asked: Query): void {
      for (const [name, meaning] of Object.entries(old?.meanings ?? {})) {
        if (Object.hasOwn(asked, name) && Object.hasOwn(asked, meaning))
          throw new ValidationError(`${name} and ${meaning} ask for the same thing: send one of them`);
      }
    }

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
