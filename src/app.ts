import { fastify, type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import type { Container } from './container.ts';
import type { Faults } from './faults/faults.ts';
import { Health } from './health.ts';
import type { Identity } from './identity.ts';
import type { Lifecycle } from './lifecycle.ts';
import { NoRequestLog } from './logging.ts';
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
import type { ReadinessLead } from './readiness-lead.ts';
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
import type { TerminationLog } from './termination-log.ts';

export interface Dependencies {
  readonly config: Config;
  readonly identity: Identity;
  readonly lifecycle: Lifecycle;
  readonly container: Container;
  readonly faults: Faults;
  readonly readinessLead: ReadinessLead;
  readonly logger: FastifyBaseLogger;
  readonly terminationLog: TerminationLog;
}

/** The service, not yet listening. */
export async function buildApp(needs: Dependencies): Promise<FastifyInstance> {
  const { config, identity, lifecycle, container, faults, readinessLead, logger, terminationLog } = needs;
  const { registry } = faults;
  const { allowedHosts } = config.faults;
  const health = new Health({ lifecycle, registry, container, readinessLead });
  const pressure = new Pressure(config);
  const metrics = new Metrics({ identity, lifecycle, container, health, pressure, faults: registry });

  const app = fastify({
    schemaController,
    loggerInstance: logger,
    logController: new NoRequestLog(),
    serverFactory: createHttpServer,
    // Requests that were accepted are answered, even while the server closes.
    return503OnClosing: false,
    ...protocolErrorOptions(identity),
  });

  // Plugins without a scope of their own are called, not registered. Registering one costs the start 0.2 ms
  // of CPU.
  errors(app);
  everyRequest(app, {
    identity,
    lifecycle,
    health,
    metrics,
    maxRequestsPerConnection: config.maxRequestsPerConnection,
    maxConnectionAgeMs: config.maxConnectionAgeMs,
  });
  protocolErrors(app, { identity });
  faultLog(app, { registry, terminationLog });
  openapi(app, { version: identity.version });

  // These routes always answer: they are never shed, and no fault delays or fails them.
  await app.register(async function operations(scope) {
    await page(scope, { identity, registry, allowedHosts });
    await version(scope, { identity });
    await info(scope, { identity, lifecycle, container, pressure, allowedHosts });
    await probes(scope, { health, readinessLead });
    await metricsRoute(scope, { metrics });
    await faultsRoute(scope, { identity, registry, guard: config.faults });
    await scope.register(cpuLoad, { identity, registry, guard: config.faults });
    await scope.register(memoryLeak, { identity, registry, guard: config.faults });
    await oldPaths(scope, { identity, registry, guard: config.faults });
  });

  // These routes stand for real work: they are shed under pressure, and injected latency and errors hit
  // them.
  await app.register(async function traffic(scope) {
    await loadShedding(scope, { pressure });
    requestFaults(scope, { faults });
    // Not logged: a page that is left open would fill the log.
    await sample(scope, { identity, lifecycle, container, pressure, health, registry, guard: config.faults });
    await scope.register(async function logged(inner) {
      trafficLog(inner);
      await hostname(inner, { identity });
      await work(inner, { identity });
    });
  });

  return app;
}
