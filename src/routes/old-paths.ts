import type { FastifyPluginAsync } from 'fastify';
import type { Config } from '../config.ts';
import { FaultsStopped, ProbeAnswer } from '../contract.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import type { Health } from '../health.ts';
import type { Identity } from '../identity.ts';
import { faultGuard } from '../plugins/fault-guard.ts';
import { parse } from '../validation.ts';
import { describeStart, startFault, stopped } from './fault-start.ts';

/** Faults that each path starts or stops, under the names of the program that this service stands in for. */
const STARTS = {
  '/traffic-off': ['unready'],
  '/server-error': ['unlive'],
  '/server-load-on': ['unready', 'unlive'],
} as const;
const STOPS = { '/traffic-on': ['unready'], '/server-load-off': ['unready', 'unlive'] } as const;
/** There they lasted until they were turned off, or until the restart. */
const SECONDS = 3600;

/** The course's older URLs for faults and probes that exist under other names. */
export const oldPaths: FastifyPluginAsync<{
  identity: Identity;
  registry: FaultRegistry;
  health: Health;
  guard: Config['faults'];
}> = async (app, { identity, registry, health, guard }) => {
  const probes = {
    '/startup': () => health.startup(),
    '/liveness': () => health.liveness(),
    '/readiness': () => health.tellReadiness(),
  };
  for (const [path, answer] of Object.entries(probes)) {
    const schema = { summary: 'an older name of a probe', response: { 200: ProbeAnswer, 503: ProbeAnswer } };
    app.get(path, { schema, exposeHeadRoute: false }, (_request, reply) => {
      const told = answer();
      void reply.code(told.status === 'ok' ? 200 : 503).send(told);
    });
  }
  await app.register(async (controls) => {
    await controls.register(faultGuard, guard);
    for (const [path, kinds] of Object.entries(STARTS)) {
      const [fault] = registry.kinds.filter(({ kind }) => kind === kinds.at(-1));
      if (!fault) throw new Error(`there is no fault for ${path}`);
      const schema = { ...describeStart(fault), querystring: { type: 'object', properties: {} } };
      controls.get(path, { schema, exposeHeadRoute: false }, (request, reply) => {
        const asked = parse(fault.parameters, { seconds: SECONDS });
        const answers = kinds.map((kind) => startFault({ request, reply, identity, registry, kind, asked }));
        return reply.header('cache-control', 'no-store').send(answers.at(-1));
      });
    }
    for (const [path, kinds] of Object.entries(STOPS)) {
      const schema = { summary: `stops ${kinds.join(' and ')}`, response: { 200: FaultsStopped } };
      controls.get(
        path,
        { schema, exposeHeadRoute: false },
        async (_request, reply): Promise<FaultsStopped> => {
          reply.header('cache-control', 'no-store');
          const wereActive = await Promise.all(kinds.map((kind) => registry.stop(kind)));
          return stopped(
            identity,
            kinds.filter((_kind, index) => wereActive[index]),
          );
        },
      );
    }
  });
};
