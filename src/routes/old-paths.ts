import type { FastifyPluginAsync } from 'fastify';
import { FaultsStopped } from '../contract.ts';
import { faultGuard } from '../plugins/fault-guard.ts';
import type { Service } from '../service.ts';
import { describeStart, startFault, stopped } from './fault-start.ts';

/**
 * The paths of the program that this service replaces. Each starts or stops these faults, and the answer of
 * a start describes the last one.
 */
const STARTS: readonly (readonly [path: string, before: readonly string[], last: string])[] = [
  ['/traffic-off', [], 'unready'],
  ['/server-error', [], 'unlive'],
  ['/server-load-on', ['unready'], 'unlive'],
];
const STOPS = { '/traffic-on': ['unready'], '/server-load-off': ['unready', 'unlive'] } as const;
/** In the old program these faults lasted until they were turned off or the container was restarted. */
const SECONDS = 3600;

/** The course's older URLs for faults that exist under other names. */
export const oldPaths: FastifyPluginAsync<Pick<Service, 'config' | 'identity' | 'registry'>> = async (
  app,
  service,
) => {
  const { identity, registry } = service;
  faultGuard(app, service);
  for (const [path, before, last] of STARTS) {
    const described = describeStart(registry.fault(last));
    const schema = { ...described, querystring: { type: 'object', properties: {} } };
    app.get(path, { schema, exposeHeadRoute: false }, (_request, reply) => {
      for (const kind of before) startFault(service, reply, kind, { seconds: SECONDS });
      reply.header('cache-control', 'no-store').send(startFault(service, reply, last, { seconds: SECONDS }));
    });
  }
  for (const [path, kinds] of Object.entries(STOPS)) {
    const schema = { summary: `stops ${kinds.join(' and ')}`, response: { 200: FaultsStopped } };
    app.get(path, { schema, exposeHeadRoute: false }, async (_request, reply) => {
      reply.header('cache-control', 'no-store');
      return stopped(identity, await registry.stop(kinds));
    });
  }
};
