import { hostname } from 'node:os';
import type { Config } from './config.ts';

/** The pod and the version that answer. */
export interface Identity {
  readonly hostname: string;
  readonly version: string;
  readonly colour: string;
  readonly pod: Config['pod'];
  readonly configDigest: string;
  readonly grafanaUrl: string | null;
  readonly startedAt: Date;
}

export function readIdentity(config: Config): Identity {
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
