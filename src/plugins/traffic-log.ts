import type { FastifyInstance } from 'fastify';
import { LogRateLimit } from '../log-rate-limit.ts';
import { requestLine } from './request-line.ts';

/**
 * A log line costs a third of the request's CPU. A person who types curl sees a line for each request.
 * Under load only this many lines a second are logged, and the metrics count all requests. At the level
 * debug every request has its line.
 */
const MAX_LINES_PER_SECOND = 5;
/**
 * People look for failed and slow requests, so more of those are logged, but no more than a disk can hold.
 */
const MAX_UNUSUAL_LINES_PER_SECOND = 50;
const SLOW_MS = 1000;

/** Logs the answered requests of its scope, within bounds. */
export function trafficLog(app: FastifyInstance): void {
  const isBounded = app.log.level !== 'debug' && app.log.level !== 'trace';
  const usual = new LogRateLimit(MAX_LINES_PER_SECOND);
  const unusual = new LogRateLimit(MAX_UNUSUAL_LINES_PER_SECOND);

  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode, elapsedTime } = reply;
    const limit = statusCode < 400 && elapsedTime < SLOW_MS ? usual : unusual;
    if (isBounded && !limit.take()) return done();
    request.log.info(
      {
        ...requestLine(request, reply),
        durationMs: Math.round(elapsedTime * 1000) / 1000,
        unlogged: usual.takeSuppressed() + unusual.takeSuppressed(),
      },
      'request answered',
    );
    done();
  });
}
