import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as Type from 'typebox';
import { ErrorAnswer, type InfoAnswer, SampleAnswer } from '../contract.ts';
import { checkHost } from '../plugins/host-check.ts';
import type { Service } from '../service.ts';
import { toAnswer } from './faults.ts';
import { infoReader, type InfoSources, uptimeSeconds } from './info.ts';

/** How often the container is read, for any number of pages. */
const MAX_READING_AGE_MS = 1000;

const Query = Type.Object({
  connection: Type.Enum(['keep-alive', 'close'] as const, {
    default: 'keep-alive',
    description:
      'close: this answer ends its connection. A browser keeps connections open and would stay with one pod',
  }),
});

/** `GET /page/sample`: real traffic that faults hit, so the page sees what any client of the Service sees. */
export function sample(
  app: FastifyInstance,
  service: InfoSources & Pick<Service, 'config' | 'health' | 'registry'>,
): void {
  const { config, lifecycle, health, registry } = service;
  // The container is read when the first page asks.
  let readInfo: ReturnType<typeof infoReader> | null = null;
  let reading: (Omit<InfoAnswer, 'client'> & Pick<SampleAnswer, 'readiness'>) | null = null;
  let readAtMs = 0;

  const schema = {
    summary: 'what the live page draws: /info, readiness and active faults in one answer',
    querystring: Query,
    response: { 200: SampleAnswer, 400: ErrorAnswer, 403: ErrorAnswer, 503: ErrorAnswer },
  };
  app.get(
    '/page/sample',
    {
      schema,
      exposeHeadRoute: false,
      onRequest: checkHost(config.faults.allowedHosts),
      onSend: endConnection,
    },
    (request, reply) => {
      reply.header('cache-control', 'no-store');
      return {
        ...latestReading(),
        uptimeSeconds: uptimeSeconds(),
        faults: registry.active.map(toAnswer),
        guard: config.faults.guard,
        requestsOnConnection: request.numberOnConnection,
      };
    },
  );

  // Changes of the life cycle are sent at once, without waiting for the next reading.
  lifecycle.on('changed', discardReading);
  registry.on('started', discardReading);
  registry.on('stopped', discardReading);

  function latestReading() {
    if (reading !== null && performance.now() - readAtMs < MAX_READING_AGE_MS) return reading;
    readInfo ??= infoReader(app, service);
    readAtMs = performance.now();
    reading = { ...readInfo(), readiness: health.readiness() };
    return reading;
  }

  function discardReading(): void {
    reading = null;
  }
}

/** Every answer gets it: a fault or the load shedding may answer before the handler. */
function endConnection(
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
  done: (error: null, payload: unknown) => void,
): void {
  const { connection } = request.query as { connection?: unknown };
  if (connection === 'close') reply.header('connection', 'close');
  done(null, payload);
}
