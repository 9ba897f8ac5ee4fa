import type { FastifyInstance } from 'fastify';
import * as Type from 'typebox';
import {
  ErrorAnswer,
  type ActiveFault as FaultAnswer,
  type FaultKind,
  FaultsAnswer,
  FaultsStopped,
} from '../contract.ts';
import type { Fault } from '../faults/fault.ts';
import type { ActiveFault } from '../faults/registry.ts';
import { errorAnswer } from '../plugins/errors.ts';
import { faultGuard } from '../plugins/fault-guard.ts';
import { targetPod } from '../plugins/target-pod.ts';
import type { Service } from '../service.ts';
import {
  describeStart,
  GUARDED,
  mergeQueryIntoBody,
  noneRequired,
  startFault,
  stopped,
} from './fault-start.ts';

const TARGET_POD = {
  pod: Type.Optional(
    Type.String({
      description: 'the host name of the pod that is meant; any other answers 421 and does nothing',
    }),
  ),
};

const MISDIRECTED = { ...ErrorAnswer, description: 'another pod is meant; nothing was done' };

const STOPPED = {
  querystring: Type.Object(TARGET_POD),
  response: { 200: FaultsStopped, 400: ErrorAnswer, ...GUARDED, 421: MISDIRECTED },
};

export async function faultsRoute(
  app: FastifyInstance,
  service: Pick<Service, 'config' | 'identity' | 'registry'>,
): Promise<void> {
  const { config, identity, registry } = service;
  const summary =
    'what is active, and every kind with its bounds; ?pod=NAME on POST and DELETE aims at one pod';
  app.get('/faults', { schema: { summary, response: { 200: FaultsAnswer } } }, () => ({
    pod: identity.hostname,
    guard: config.faults.guard,
    active: registry.active.map(toAnswer),
    kinds: registry.kinds.map(explain),
  }));

  // For a misspelled kind the answer lists the kinds.
  const unknownPath = { schema: { hide: true }, exposeHeadRoute: false, config: { isUnknownPath: true } };
  app.all('/faults/*', unknownPath, (_request, reply) => {
    const names = registry.kinds.map(({ kind }) => kind).join(', ');
    void reply
      .code(404)
      .send(errorAnswer(404, `start with POST and stop with DELETE /faults/{kind}; kinds: ${names}`));
  });

  await app.register(async (controls) => {
    faultGuard(controls, service);
    targetPod(controls, service);

    for (const fault of registry.kinds) {
      const { kind } = fault;
      const { querystring: body, response, summary } = describeStart(fault);
      const querystring = noneRequired({ ...body.properties, ...TARGET_POD });
      const schema = { summary, querystring, body, response: { ...response, 421: MISDIRECTED } };
      const preValidation = mergeQueryIntoBody(fault.parameters);
      controls.post<{ Body: Record<string, unknown> }>(
        `/faults/${kind}`,
        { schema, preValidation },
        async (request, reply) => startFault(service, reply, kind, request.body),
      );
      controls.delete(`/faults/${kind}`, { schema: { summary: `stops ${kind}`, ...STOPPED } }, async () => {
        return stopped(identity, await registry.stop([kind]));
      });
    }

    controls.delete('/faults', { schema: { summary: 'stops every fault', ...STOPPED } }, async () => {
      return stopped(identity, await registry.stopAll());
    });
  });
}

function explain({ kind, summary, parameters }: Fault): FaultKind {
  return {
    fault: kind,
    summary,
    start: `POST /faults/${kind}`,
    parameters: parameters.properties as FaultKind['parameters'],
  };
}

/** A running fault in the answer of `GET /faults`. */
export function toAnswer({ kind, plan, startedAt, endsAt, secondsLeft, progress }: ActiveFault): FaultAnswer {
  return {
    fault: kind,
    message: plan.message,
    parameters: plan.parameters as FaultAnswer['parameters'],
    startedAt: startedAt.toISOString(),
    endsAt: endsAt.toISOString(),
    ending: plan.ending,
    secondsLeft: Math.max(0, Math.round(secondsLeft * 10) / 10),
    progress,
  };
}
