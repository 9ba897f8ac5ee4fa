import fp from 'fastify-plugin';
import { remoteAddress } from '../remote-address.ts';

const SLOW_MS = 1000;

/**
 * What went wrong or was slow in its scope, and at the level debug every answered request: a line for each costs a
 * third of what the request itself does, and the metrics count them for less.
 */
export const trafficLog = fp(async (app) => {
  const tellsAll = app.log.level === 'debug' || app.log.level === 'trace';
  app.addHook('onResponse', (request, reply, done) => {
    const level = levelOf(reply.statusCode, reply.elapsedTime);
    if (level === 'debug' && !tellsAll) return done();
    request.log[level](
      {
        method: request.method,
        url: request.url,
        statusCode: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 1000) / 1000,
        remoteAddress: remoteAddress(request),
      },
      'request answered',
    );
    done();
  });
});

function levelOf(statusCode: number, elapsedMs: number): 'debug' | 'info' | 'warn' {
  if (statusCode >= 500) return 'warn';
  return statusCode >= 400 || elapsedMs >= SLOW_MS ? 'info' : 'debug';
}
