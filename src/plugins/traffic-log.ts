import type { FastifyInstance } from 'fastify';
import { LogRateLimit } from '../log-rate-limit.ts';
import { requestLine } from './request-line.ts';

/**
 * A line costs a third as much CPU as the request. Whoever types curl sees a line for each request. Of many
 * requests so many a second are logged, and the metrics count all. At the level debug each has its line.
 */
const MOST_LINES_A_SECOND = 5;
/**
 * Failed and slow requests are what people look for, so more of them are logged, within what a disk takes.
 */
const MOST_UNUSUAL_LINES_A_SECOND = 50;
const SLOW_MS = 1000;

/** A line for each answered request of its scope, within bounds. */
export function trafficLog(app: FastifyInstance): void {
  const isBounded = app.log.level !== 'debug' && app.log.level !== 'trace';
  const usual = new LogRateLimit(MOST_LINES_A_SECOND);
  const unusual = new LogRateLimit(MOST_UNUSUAL_LINES_A_SECOND);

  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode, elapsedTime } = reply;
    const limit = statusCode < 400 && elapsedTime < SLOW_MS ? usual : unusual;
    if (isBounded && !limit.take()) return done();
    request.log.info(
      {
        ...requestLine(request, reply),
        durationMs: Math.round(elapsedTime * 1000) / 1000,
        unlogged: usual.takeLeftOut() + unusual.takeLeftOut(),
      },
      'request answered',
    );
    done();
  });
}
