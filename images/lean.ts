import type { Plugin } from 'rolldown';

/**
 * Loaded when something of them is first used, not when they are first mentioned: TLS and its relatives, the
 * test of plugins' versions.
 */
const LATE = /^((node:)?(crypto|http2|https|tls|zlib)|semver)$/;

/**
 * Never used: schemas are not compiled (schemas.ts), nobody injects requests, and prom-client only prints
 * what it holds.
 */
const LEFT_OUT =
  /^(@fastify\/(ajv|fast-json-stringify)-compiler|light-my-request|\.\/lib\/(pushgateway|cluster|defaultMetrics))$/;

/**
 * Looks at the event loop a hundred times a second, for which an idle pod pays more than for all else it
 * does.
 */
const UNDER_PRESSURE = /@fastify\/under-pressure\/index\.js$/;
const RESOLUTION = 'const resolution = 10\n';
const COARSER_RESOLUTION = 'const resolution = 50\n';

const LATE_MARK = '\0late:';
const LEFT_OUT_MARK = '\0left-out:';

/**
 * Takes out of the service's bundle what stands between its start and its first answer. A start reads, hashes
 * and deserializes the whole file: what is not in it costs nothing.
 */
export const lean: Plugin = {
  name: 'lean',
  resolveId(source, importer) {
    if (importer?.startsWith(LATE_MARK)) return null;
    if (LATE.test(source)) return LATE_MARK + source;
    return LEFT_OUT.test(source) ? LEFT_OUT_MARK + source : null;
  },
  load(id) {
    if (id.startsWith(LATE_MARK)) {
      const name = id.slice(LATE_MARK.length);
      return `module.exports = new Proxy({}, { get: (_, key) => require('${name}')[key] });`;
    }
    if (id.startsWith(LEFT_OUT_MARK)) {
      const name = id.slice(LEFT_OUT_MARK.length);
      return `module.exports = () => { throw new Error('${name} is not in the bundle'); };`;
    }
    return null;
  },
  transform(code, id) {
    if (!UNDER_PRESSURE.test(id)) return null;
    if (!code.includes(RESOLUTION)) throw new Error(`${id} has another resolution by now`);
    return code.replace(RESOLUTION, COARSER_RESOLUTION);
  },
  /** A single character beyond Latin-1 makes V8 hold the whole source in two bytes a character. */
  generateBundle(_options, files) {
    for (const file of Object.values(files)) if (file.type === 'chunk') file.code = toAscii(file.code);
  },
};

/** What is beyond ASCII stands in texts and patterns only, where an escape means the same. */
function toAscii(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
