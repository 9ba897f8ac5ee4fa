import fp from 'fastify-plugin';
import { remoteAddress } from '../remote-address.ts';

/** One line for each answered request of its scope. */
export const trafficLog = fp(async (app) => {
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url } = request;
    request.log.info(
      {
        method,
        url,
        statusCode: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 1000) / 1000,
        remoteAddress: remoteAddress(request),
      },
      'request answered',
    );
    done();
  });
});
