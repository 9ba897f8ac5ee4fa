import { fastify, type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import type { Faults } from './faults/faults.ts';
import { Health } from './health.ts';
import { Metrics } from './metrics/metrics.ts';
import { errors } from './plugins/errors.ts';
import { everyRequest } from './plugins/every-request.ts';
import { faultLog } from './plugins/fault-log.ts';
import { createHttpServer } from './plugins/http-server.ts';
import { loadShedding } from './plugins/load-shedding.ts';
import { protocolErrorOptions, protocolErrors } from './plugins/protocol-errors.ts';
import { requestFaults } from './plugins/request-faults.ts';
import { trafficLog } from './plugins/traffic-log.ts';
import { Pressure } from './pressure.ts';
import { cpuLoad, memoryLeak } from './routes/course-paths.ts';
import { faultsRoute } from './routes/faults.ts';
import { hostname, version } from './routes/identity.ts';
import { info } from './routes/info.ts';
import { metricsRoute } from './routes/metrics.ts';
import { oldPaths } from './routes/old-paths.ts';
import { openapi } from './routes/openapi.ts';
import { page } from './routes/page.ts';
import { probes } from './routes/probes.ts';
import { sample } from './routes/sample.ts';
import { work } from './routes/work.ts';
import { schemaController } from './schemas.ts';
import type { Service } from './service.ts';

type MadeHere = 'health' | 'pressure' | 'metrics';
/** The parts that exist before the app. */
type Parts = Omit<Service, keyof Faults | MadeHere> & { readonly faults: Faults };

/** The service, not yet listening. */
export async function buildApp(parts: Parts, logger: FastifyBaseLogger): Promise<FastifyInstance> {
  const { registry } = parts.faults;
  const health = new Health({ ...parts, registry });
  const pressure = new Pressure(parts.config);
  const metrics = new Metrics({ ...parts, registry, health, pressure });
  const service: Service = { ...parts, ...parts.faults, health, pressure, metrics };

  const app = fastify({
    schemaController,
    loggerInstance: logger,
    // Fastify would log two lines for every request, probes and scrapes included. The traffic scope logs one
    // line instead.
    logController: new LogController({ disableRequestLogging: true }),
    serverFactory: createHttpServer,
    // Requests that were accepted are answered, even while the server closes.
    return503OnClosing: false,
    ...protocolErrorOptions(service),
  });

  // Plugins without a scope of their own are called, not registered. Registering one costs the start 0.2 ms
  // of CPU.
  errors(app);
  everyRequest(app, service);
  protocolErrors(app, service);
  faultLog(app, service);
  openapi(app, service);

  // These routes always answer: they are never shed, and no fault delays or fails them.
  await app.register(async function operations(scope) {
    page(scope, service);
    version(scope, service);
    info(scope, service);
    probes(scope, service);
    metricsRoute(scope, service);
    await faultsRoute(scope, service);
    await scope.register(cpuLoad, service);
    await scope.register(memoryLeak, service);
    await scope.register(oldPaths, service);
  });

  // These routes stand for real work: they are shed under pressure, and injected latency and errors hit
  // them.
  await app.register(async function traffic(scope) {
    await loadShedding(scope, service);
    requestFaults(scope, service);
    // Not logged: a page that is left open would fill the log.
    sample(scope, service);
    await scope.register(async function logged(inner) {
      trafficLog(inner);
      hostname(inner, service);
      work(inner, service);
    });
  });

  return app;
}
