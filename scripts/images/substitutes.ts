import { join } from 'node:path';
import type { Plugin } from 'rolldown';

/**
 * Modules that the service never calls. To load them costs a tenth of the CPU of a start. Schemas are not
 * compiled (schemas.ts), no request is injected, no plugin checks Fastify's version (load-shedding.ts), and
 * prom-client only prints its metrics.
 */
const NEVER_USED =
  /^(@fastify\/(ajv|fast-json-stringify)-compiler|light-my-request|semver|\.\/lib\/(pushgateway|cluster|defaultMetrics))$/;

const CLOCK = join(import.meta.dirname, '../../src/plugins/under-pressure-clock.ts');
const EMPTY = '\0empty';

/** Replaces modules in the bundle of the service. */
export const substitutes: Plugin = {
  name: 'substitutes',
  resolveId(source, importer) {
    if (source === 'node:perf_hooks' && importer?.includes('@fastify/under-pressure')) return CLOCK;
    return NEVER_USED.test(source) ? EMPTY : null;
  },
  load(id) {
    return id === EMPTY ? 'module.exports = {};' : null;
  },
};
