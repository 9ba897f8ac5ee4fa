import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import * as Type from 'typebox';
import { ErrorAnswer, WorkAnswer } from '../contract.ts';
import type { Service } from '../service.ts';
import { threadCpuMs, useCpu } from '../thread-cpu.ts';

/** Between two slices, probes and other requests are answered. */
const SLICE_MS = 5;
/**
 * The same as for the fault latency: a request that begins at SIGTERM still ends within the shutdown
 * timeout.
 */
const MAX_WAIT_MS = 15_000;

const Query = Type.Object({
  milliseconds: Type.Integer({
    minimum: 0,
    maximum: 1000,
    default: 5,
    description: 'CPU time that the request costs, in milliseconds, beside what any request costs',
  }),
  waitMilliseconds: Type.Integer({
    minimum: 0,
    maximum: MAX_WAIT_MS,
    default: 0,
    description: 'time that the request waits first, without CPU, as for a database',
  }),
});

/**
 * `GET /work`: real work. With enough of it the autoscaler adds pods, and the new pods share the work. The
 * load of a fault stays in its pod.
 */
export function work(app: FastifyInstance, { identity }: Pick<Service, 'identity'>): void {
  const schema = {
    summary:
      'uses a stated amount of CPU and answers: traffic that the autoscaler sees, and that more pods share',
    querystring: Query,
    response: { 200: WorkAnswer, 400: ErrorAnswer, 503: ErrorAnswer },
  };
  // The kernel counts CPU in ticks of up to 4 ms. If one request uses too much, the next ones use less.
  let overspentMs = 0;
  // HEAD would cost the same and return nothing.
  const options = { schema, exposeHeadRoute: false };
  app.get('/work', options, async (request) => {
    const { milliseconds, waitMilliseconds } = request.query;
    if (waitMilliseconds > 0) await request.connection.sleep(waitMilliseconds);
    let leftMs = milliseconds;
    let usedMs = 0;
    while (leftMs > 0) {
      const sliceMs = Math.min(SLICE_MS, leftMs);
      usedMs += spend(sliceMs);
      leftMs -= sliceMs;
      if (leftMs > 0) await yieldToEventLoop();
    }
    const usedMilliseconds = Math.round(usedMs * 1000) / 1000;
    return { pod: identity.hostname, milliseconds, waitMilliseconds, usedMilliseconds };
  });

  function spend(sliceMs: number): number {
    const fromMs = threadCpuMs();
    useCpu(sliceMs - overspentMs);
    const usedMs = threadCpuMs() - fromMs;
    overspentMs += usedMs - sliceMs;
    return usedMs;
  }
}
