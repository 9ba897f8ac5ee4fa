import { join } from 'node:path';
import type { Plugin } from 'rolldown';

/**
 * Never used, and a tenth of the start's CPU: schemas are not compiled (schemas.ts), nobody injects requests,
 * no plugin has its version checked (load-shedding.ts), and prom-client only prints what it holds.
 */
const NEVER_USED =
  /^(@fastify\/(ajv|fast-json-stringify)-compiler|light-my-request|semver|\.\/lib\/(pushgateway|cluster|defaultMetrics))$/;

const CLOCK = join(import.meta.dirname, '../../src/plugins/under-pressure-clock.ts');
const EMPTY = '\0empty';

/** What the service's bundle has in place of modules that its packages ask for. */
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
