import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { ActiveFault } from '../faults/registry.ts';
import type { Service } from '../service.ts';

/** Writes what the faults do to the log and to the termination log, which `kubectl describe pod` shows. */
export function faultLog(
  app: FastifyInstance,
  { registry, terminationLog }: Pick<Service, 'registry' | 'terminationLog'>,
): void {
  registry.on('started', (fault, by) => {
    app.log.warn({ ...ids(fault), parameters: fault.plan.parameters, by }, 'fault started');
    terminationLog.write(`fault ${fault.kind}, asked for by ${by}: ${fault.plan.message}`);
    flush(app.log);
  });
  registry.on('replanned', (fault) => {
    app.log.warn({ ...ids(fault), message: fault.plan.message }, 'fault replanned');
    terminationLog.write(`fault ${fault.kind}: ${fault.plan.message}`);
    flush(app.log);
  });
  registry.on('progress', (fault) => {
    app.log.info({ ...ids(fault), ...fault.progress }, 'fault progressed');
    terminationLog.write(
      `fault ${fault.kind}: ${fault.plan.message}. At ${new Date().toISOString()}: ${JSON.stringify(fault.progress)}`,
    );
    flush(app.log);
  });
  registry.on('stopped', (fault, reason, err) => {
    app.log[err ? 'error' : 'warn']({ ...ids(fault), reason, ...(err && { err }) }, 'fault stopped');
    terminationLog.write(`fault ${fault.kind} ended: ${err ? err.message : reason}`);
  });
}

function ids(fault: ActiveFault) {
  return { fault: fault.kind, endsAt: fault.endsAt.toISOString() };
}

/** The line is flushed at once, because the process may be killed at any moment. */
function flush(log: FastifyBaseLogger): void {
  if ('flush' in log && typeof log.flush === 'function') log.flush();
}
