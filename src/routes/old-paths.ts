import type { FastifyInstance } from 'fastify';
import { FaultsStopped } from '../contract.ts';
import { faultGuard } from '../plugins/fault-guard.ts';
import type { Service } from '../service.ts';
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
export async function oldPaths(
  app: FastifyInstance,
  service: Pick<Service, 'config' | 'identity' | 'registry'>,
): Promise<void> {
  const { identity, registry } = service;
  await app.register(async (controls) => {
    await controls.register(faultGuard, service);
    for (const [path, kinds] of Object.entries(STARTS)) {
      const described = describeStart(registry.fault(kinds.at(-1) ?? kinds[0]));
      const schema = { ...described, querystring: { type: 'object', properties: {} } };
      controls.get(path, { schema, exposeHeadRoute: false }, (_request, reply) => {
        const answers = kinds.map((kind) => startFault(service, reply, kind, { seconds: SECONDS }));
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
}
