import type { FastifyReply, FastifyRequest, preValidationHookHandler } from 'fastify';
import type { TObject, TSchema } from 'typebox';
import * as Type from 'typebox';
import { ErrorAnswer, type FaultsStopped, FaultStarted } from '../contract.ts';
import type { Fault } from '../faults/fault.ts';
import type { Identity } from '../identity.ts';
import { remoteAddress } from '../plugins/request-line.ts';
import type { Service } from '../service.ts';
import { fromText } from '../validation.ts';

const refusal = (description: string) => ({ ...ErrorAnswer, description });

/** The description and the schema of a start. Bounds that are getters stay getters. */
export function describeStart({ summary, parameters }: Fault) {
  return {
    summary,
    querystring: noneRequired(parameters.properties),
    response: {
      202: { ...FaultStarted, description: 'what will happen, and when it ends' },
      400: refusal('names the parameter and its bounds'),
      ...GUARDED,
      409: refusal('this container is not in a state for it'),
    },
  };
}

/** No parameter is required: each one has a default. */
export function noneRequired(properties: Record<string, TSchema>) {
  return Type.Object(properties, { required: undefined });
}

/** Query and JSON are merged into one set of parameters and checked as the body. JSON wins. */
export function mergeQueryIntoBody(parameters: TObject): preValidationHookHandler {
  return (request, _reply, done) => {
    const body = request.body ?? {};
    const isObject = typeof body === 'object' && !Array.isArray(body);
    request.body = isObject ? { ...fromText(parameters, request.query), ...body } : body;
    done();
  };
}

/** The errors of the guard. */
export const GUARDED = {
  401: refusal('a token is needed (FAULTS=token)'),
  403: refusal('faults are off here, or another site asks'),
};

/** The answer of a stop. A Service sends a request to one pod, so the other pods are not stopped. */
export function stopped({ hostname }: Identity, kinds: string[]): FaultsStopped {
  const what = kinds.length === 0 ? 'nothing was active' : `stopped: ${kinds.join(', ')}`;
  const message = `${what}; on pod ${hostname} only, no other pod was asked`;
  return { pod: hostname, stopped: kinds, message };
}

/**
 * Starts a fault and answers 202 with what will happen.
 * @param note text before the message
 */
export function startFault(
  { identity, registry }: Pick<Service, 'identity' | 'registry'>,
  reply: FastifyReply,
  kind: string,
  parameters: Record<string, unknown>,
  note = '',
): FaultStarted {
  const { plan, startedAt, endsAt } = registry.start(kind, parameters, clientOf(reply.request));
  reply.code(202);
  return {
    pod: identity.hostname,
    fault: kind,
    message: note + plan.message,
    parameters: plan.parameters as FaultStarted['parameters'],
    startedAt: startedAt.toISOString(),
    endsAt: endsAt.toISOString(),
    endsInSeconds: plan.seconds,
    ending: plan.ending,
  };
}

function clientOf(request: FastifyRequest): string {
  return `${remoteAddress(request)} (${(request.headers['user-agent'] ?? 'no user agent').slice(0, 120)})`;
}
