import type { FastifyInstance } from 'fastify';
import { LogRateLimit } from '../log-rate-limit.ts';
import { requestLine } from './request-line.ts';

/**
 * A line costs a third of what the request itself does. A person who types curl sees each of theirs; of a
 * crowd, that many a second stand for the rest, which the metrics count. At the level debug none is left out.
 */
const MOST_LINES_A_SECOND = 5;
/**
 * Failed and slow ones are what people look for: more of them, and no more than a disk and a reader can take.
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
