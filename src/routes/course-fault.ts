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

/** Parameters of the program that this service replaces in the course, and their translation. */
export interface OldParameters {
  readonly properties: Record<string, TSchema>;
  /** Old parameter -> the fault's parameter that replaces it. */
  readonly meanings: Readonly<Record<string, string>>;
  /**
   * @returns the fault's parameters and a sentence about the translation; `null` if no old ones were
   * given
   */
  translate(asked: Query, fault: Fault): { parameters: Query; note: string } | null;
}

/** A path that starts a fault by GET. Only the two paths of the course may do that. */
export function courseFault(kind: string, old?: OldParameters): FastifyPluginAsync<Options> {
  return async (app, { identity, registry, guard }) => {
    const fault = registry.kinds.find((each) => each.kind === kind);
    if (!fault) throw new Error(`there is no fault ${kind}`);
    const described = describeStart(fault);
    const querystring = noneRequired({ ...fault.parameters.properties, ...old?.properties });
    const schema = { ...described, querystring };

    // Comes before the guard, because it changes nothing: an address that is typed or linked shows what it
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
    // HEAD must not start anything, and a cached answer would start nothing.
    app.get(`/${kind}`, { schema, exposeHeadRoute: false }, (request, reply) =>
      start(request.query, request, reply),
    );
    // The button of the page sends a POST without a body; curl may send one with a body.
    app.post(
      `/${kind}`,
      {
        schema: { ...schema, body: querystring, hide: true },
        preValidation: mergeQueryIntoBody(querystring),
      },
      (request, reply) => start(request.body, request, reply),
    );

    /** Refuses two names for the same parameter. */
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
