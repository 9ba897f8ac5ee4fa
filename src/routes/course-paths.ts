import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { TSchema } from 'typebox';
import * as Type from 'typebox';
import type { Fault } from '../faults/fault.ts';
import { prefersHtml } from '../negotiation.ts';
import { faultGuard } from '../plugins/fault-guard.ts';
import type { Service } from '../service.ts';
import { parseText, ValidationError } from '../validation.ts';
import { sendConfirmation, sendOutcome } from './confirmation.ts';
import { describeStart, mergeQueryIntoBody, noneRequired, startFault } from './fault-start.ts';

type Query = Record<string, unknown>;

/** CPU that one thread of the old program used. */
const MILLICORES_PER_THREAD = 800;
/**
 * The share of the limit that is used at most, so that probes are answered. The old program used more than
 * its limit and was restarted.
 */
const MAX_SHARE_OF_LIMIT = 0.9;

/**
 * `?min=3&thread=5`: minutes, and threads of 80 % of a core each. These are parameters of the program that
 * this service replaces in the course.
 */
const OLD_PARAMETERS: Record<string, TSchema> = {
  min: Type.Optional(Type.Integer({ minimum: 1, maximum: 60, description: 'minutes, instead of seconds' })),
  thread: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 100,
      description: 'threads of 800m each, instead of millicores; at most 90 % of the limit is made of them',
    }),
  ),
};
/** Old parameter -> the fault's parameter that replaces it. */
const REPLACEMENTS: Readonly<Record<string, string>> = { min: 'seconds', thread: 'millicores' };

/** `GET /cpu-load`: the course's URL for `POST /faults/cpu-load`. */
export const cpuLoad = coursePath('cpu-load', OLD_PARAMETERS);

/** `GET /memory-leak`: the course's URL for `POST /faults/memory-leak`. */
export const memoryLeak = coursePath('memory-leak', {});

/** A path that starts a fault by GET. Only the two paths of the course may do that. */
function coursePath(
  kind: string,
  oldParameters: Record<string, TSchema>,
): FastifyPluginAsync<Pick<Service, 'config' | 'identity' | 'registry'>> {
  return async (app, service) => {
    const fault = service.registry.fault(kind);
    const querystring = noneRequired({ ...fault.parameters.properties, ...oldParameters });
    const schema = { ...describeStart(fault), querystring };

    // Comes before the guard, because it changes nothing: an address that is typed or linked shows what it
    // would do.
    app.addHook('onRequest', async (request, reply) => {
      if (request.method !== 'GET' || !prefersHtml(request.headers.accept)) return;
      requireEachOnce(request.query as Query);
      const { asked } = translate(parseText(querystring, request.query), fault);
      const { message } = fault.plan(asked);
      return sendConfirmation(reply, { pod: service.identity.hostname, message });
    });
    faultGuard(app, service);
    app.addHook('preValidation', async (request) => {
      requireEachOnce({ ...(request.query as Query), ...(request.body as Query | undefined) });
    });

    const start = (query: Query, request: FastifyRequest, reply: FastifyReply) => {
      reply.header('cache-control', 'no-store');
      const { asked, note } = translate(query, fault);
      const answer = startFault(service, reply, kind, asked, note);
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
  };

  /** Refuses two names for the same parameter. */
  function requireEachOnce(asked: Query): void {
    for (const name of Object.keys(oldParameters)) {
      const replacement = REPLACEMENTS[name] ?? name;
      if (Object.hasOwn(asked, name) && Object.hasOwn(asked, replacement))
        throw new ValidationError(`${name} and ${replacement} ask for the same thing: send one of them`);
    }
  }
}

/** @returns the fault's parameters and a note about the translation, which is empty without old parameters */
function translate({ min, thread, ...asked }: Query, { parameters }: Fault): { asked: Query; note: string } {
  const notes: string[] = [];
  if (typeof min === 'number') {
    asked.seconds = min * 60;
    notes.push(`min=${min} is ${asked.seconds} s`);
  }
  if (typeof thread === 'number') {
    const { maximum } = parameters.properties.millicores as unknown as { maximum: number };
    const wanted = thread * MILLICORES_PER_THREAD;
    const millicores = Math.max(1, Math.min(wanted, Math.floor(maximum * MAX_SHARE_OF_LIMIT)));
    asked.millicores = millicores;
    const bound = millicores < wanted ? `, of which this container can hold ${millicores}m` : '';
    notes.push(`thread=${thread} is ${wanted}m${bound}`);
  }
  return { asked, note: notes.length > 0 ? `${notes.join(', ')}: ` : '' };
}
