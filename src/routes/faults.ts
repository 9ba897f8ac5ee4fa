import type { FastifyPluginAsync } from 'fastify';
import { Optional, Object as TObject, String as TString } from 'typebox';
import type { Config } from '../config.ts';
import type { FaultKind, FaultsAnswer, FaultsStopped, ActiveFault as WireFault } from '../contract.ts';
import type { Fault } from '../faults/fault.ts';
import type { ActiveFault, FaultRegistry } from '../faults/registry.ts';
import type { Identity } from '../identity.ts';
import { aimedPod } from '../plugins/aimed-pod.ts';
import { errorAnswer } from '../plugins/errors.ts';
import { faultGuard } from '../plugins/fault-guard.ts';
import { fromText, parse, requireObject } from '../validation.ts';
import { describeStart, startFault } from './fault-start.ts';

interface Options {
  readonly identity: Identity;
  readonly registry: FaultRegistry;
  readonly guard: Config['faults'];
}

const Aim = {
  pod: Optional(
    TString({
      description: 'the host name of the pod that is meant; any other answers 421 and does nothing',
    }),
  ),
};

const MISDIRECTED = { description: 'another pod is meant; nothing was done', type: 'object' };

export const faultsRoute: FastifyPluginAsync<Options> = async (app, { identity, registry, guard }) => {
  app.get(
    '/faults',
    {
      schema: {
        summary:
          'what is active, and every kind with its bounds; ?pod=NAME on POST and DELETE aims at one pod',
      },
    },
    (): FaultsAnswer => {
      return {
        pod: identity.hostname,
        guard: guard.guard,
        active: registry.active.map(toWire),
        kinds: registry.kinds.map(explain),
      };
    },
  );

  // A typing error deserves better than "not here".
  app.all('/faults/*', { schema: { hide: true }, exposeHeadRoute: false }, (_request, reply) => {
    const names = registry.kinds.map(({ kind }) => kind).join(', ');
    void reply
      .code(404)
      .send(errorAnswer(404, `start with POST and stop with DELETE /faults/{kind}; kinds: ${names}`));
  });

  await app.register(async (controls) => {
    await controls.register(faultGuard, guard);
    await controls.register(aimedPod, { identity });

    for (const fault of registry.kinds) {
      const { kind, parameters } = fault;
      const described = describeStart(fault);
      // Described here and checked by the handler, since query and JSON make one set of parameters.
      const querystring = { type: 'object', properties: { ...described.querystring.properties, ...Aim } };
      const response = { ...described.response, 421: MISDIRECTED };
      const schema = { ...described, querystring, response, body: described.querystring };
      controls.post(`/faults/${kind}`, { schema }, (request, reply) => {
        const body = request.body ?? {};
        requireObject(body);
        const asked = parse(parameters, { ...fromText(parameters, request.query), ...body });
        startFault({ request, reply, identity, registry, kind, asked });
      });
      controls.delete(
        `/faults/${kind}`,
        { schema: { summary: `stops ${kind}`, querystring: TObject(Aim) } },
        async (): Promise<FaultsStopped> => {
          const wasActive = await registry.stop(kind);
          return { pod: identity.hostname, stopped: wasActive ? [kind] : [] };
        },
      );
    }

    controls.delete(
      '/faults',
      { schema: { summary: 'stops every fault', querystring: TObject(Aim) } },
      async (): Promise<FaultsStopped> => {
        return { pod: identity.hostname, stopped: await registry.stopAll() };
      },
    );
  });
};

function explain({ kind, summary, parameters }: Fault): FaultKind {
  return {
    fault: kind,
    summary,
    start: `POST /faults/${kind}`,
    parameters: parameters.properties as FaultKind['parameters'],
  };
}

/** A running fault as clients see it. */
export function toWire({ kind, plan, startedAt, endsAt, secondsLeft, progress }: ActiveFault): WireFault {
  return {
    fault: kind,
    message: plan.message,
    parameters: plan.parameters as WireFault['parameters'],
    startedAt: startedAt.toISOString(),
    endsAt: endsAt.toISOString(),
    ending: plan.ending,
    secondsLeft: Math.max(0, Math.round(secondsLeft * 10) / 10),
    progress,
  };
}
