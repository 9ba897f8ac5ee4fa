import fp from 'fastify-plugin';
import { remoteAddress } from '../remote-address.ts';

/**
 * A line costs a third of what the request itself does. A person who types curl sees each of theirs; of a crowd, that many
 * a second stand for the rest, which the metrics count. At the level debug none is left out.
 */
const MOST_LINES_A_SECOND = 5;
const SLOW_MS = 1000;

/** A line for each answered request of its scope: for failed and slow ones always, for the others within bounds. */
export const trafficLog = fp(async (app) => {
  const isBounded = app.log.level !== 'debug' && app.log.level !== 'trace';
  let second = 0;
  let linesInSecond = 0;
  /** Left out since the line before. */
  let unlogged = 0;

  const leavesOut = (): boolean => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) {
      second = now;
      linesInSecond = 0;
    }
    linesInSecond += 1;
    return linesInSecond > MOST_LINES_A_SECOND;
  };

  app.addHook('onResponse', (request, reply, done) => {
    const { statusCode, elapsedTime } = reply;
    const isOrdinary = statusCode < 400 && elapsedTime < SLOW_MS;
    if (isOrdinary && isBounded && leavesOut()) {
      unlogged += 1;
      return done();
    }
    request.log.info(
      {
        method: request.method,
        url: request.url,
        statusCode,
        durationMs: Math.round(elapsedTime * 1000) / 1000,
        remoteAddress: remoteAddress(request),
        unlogged,
      },
      'request answered',
    );
    unlogged = 0;
    done();
  });
});
