import { hostname } from 'node:os';
import type { Config } from './config.ts';

export type Identity = ReturnType<typeof readIdentity>;

/** The pod and the version that answer. */
export function readIdentity(config: Config) {
  return Object.freeze({
    hostname: hostname(),
    version: config.version,
    colour: config.colour,
    pod: config.pod,
    get configDigest() {
      return config.digest;
    },
    grafanaUrl: config.grafanaUrl,
    startedAt: new Date(Date.now() - process.uptime() * 1000),
  });
}
