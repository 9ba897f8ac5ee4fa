import type { FastifyPluginAsync } from 'fastify';
import type { Config } from '../config.ts';
import { FaultsStopped } from '../contract.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import type { Identity } from '../identity.ts';
import { faultGuard } from '../plugins/fault-guard.ts';
import { parse } from '../validation.ts';
import { describeStart, startFault, stopped } from './fault-start.ts';

/**
 * The faults that each path starts or stops. The paths are those of the program that this service replaces.
 */
const STARTS = {
  '/traffic-off': ['unready'],
  '/server-error': ['unlive'],
  '/server-load-on': ['unready', 'unlive'],
} as const;
const STOPS = { '/traffic-on': ['unready'], '/server-load-off': ['unready', 'unlive'] } as const;
/** In the old program these faults lasted until they were turned off or the container was restarted. */
const SECONDS = 3600;

/** The course's older URLs for faults that exist under other names. */
export const oldPaths: FastifyPluginAsync<{
  identity: Identity;
  registry: FaultRegistry;
  guard: Config['faults'];
}> = async (app, { identity, registry, guard }) => {
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
      controls.get(path, { schema, exposeHeadRoute: false }, async (_request, reply) => {
        reply.header('cache-control', 'no-store');
        const wereActive = await Promise.all(kinds.map((kind) => registry.stop(kind)));
        return stopped(
          identity,
          kinds.filter((_kind, index) => wereActive[index]),
        );
      });
    }
  });
};
