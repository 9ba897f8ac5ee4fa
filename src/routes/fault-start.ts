import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FaultStarted } from '../contract.ts';
import type { Fault } from '../faults/fault.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import type { Identity } from '../identity.ts';
import { remoteAddress } from '../remote-address.ts';

/** How the OpenAPI document describes a start: what has a default need not be sent. Bounds that are live stay so. */
export function describeStart({ summary, parameters }: Fault) {
  return {
    summary,
    querystring: { type: 'object', properties: parameters.properties },
    response: {
      202: { description: 'what will happen, and when it ends', type: 'object' },
      400: { description: 'names the parameter and its bounds', type: 'object' },
      401: { description: 'a token is wanted (FAULTS=token)', type: 'object' },
      403: { description: 'faults are off here, or another site asks', type: 'object' },
      409: { description: 'this container is not in a state for it', type: 'object' },
    },
  };
}

/** Starts a fault for a request and answers 202 with what will happen. */
export function startFault(start: {
  request: FastifyRequest;
  reply: FastifyReply;
  identity: Identity;
  registry: FaultRegistry;
  kind: string;
  asked: Record<string, unknown>;
}): void {
  const { request, reply, identity, registry, kind, asked } = start;
  const { plan, startedAt, endsAt } = registry.start(kind, asked, asker(request));
  const answer: FaultStarted = {
    pod: identity.hostname,
    fault: kind,
    message: plan.message,
    parameters: plan.parameters as FaultStarted['parameters'],
    startedAt: startedAt.toISOString(),
    endsAt: endsAt.toISOString(),
    endsInSeconds: plan.seconds,
    ending: plan.ending,
  };
  void reply.code(202).send(answer);
}

function asker(request: FastifyRequest): string {
  return `${remoteAddress(request)} (${(request.headers['user-agent'] ?? 'no user agent').slice(0, 120)})`;
}
