import type { FastifyPluginAsync } from 'fastify';
import type { Config } from '../config.ts';
import type { FaultRegistry } from '../faults/registry.ts';
import type { Identity } from '../identity.ts';
import { faultGuard } from '../plugins/fault-guard.ts';
import { describeStart, startFault } from './fault-start.ts';

interface Options {
  readonly identity: Identity;
  readonly registry: FaultRegistry;
  readonly guard: Config['faults'];
}

/** A path that starts a fault by GET, which only the two that the course's readers type may do. */
export function courseFault(kind: string): FastifyPluginAsync<Options> {
  return async (app, { identity, registry, guard }) => {
    const fault = registry.kinds.find((each) => each.kind === kind);
    if (!fault) throw new Error(`there is no fault ${kind}`);
    await app.register(faultGuard, guard);
    const schema = describeStart(fault);
    // HEAD must not start anything, and an answer from a cache would start nothing.
    app.get<{ Querystring: Record<string, unknown> }>(
      `/${kind}`,
      { schema, exposeHeadRoute: false },
      (request, reply) => {
        reply.header('cache-control', 'no-store');
        startFault({ request, reply, identity, registry, kind, asked: request.query });
      },
    );
  };
}
