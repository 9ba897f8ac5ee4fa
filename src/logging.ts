import { LogController } from 'fastify';
import pino, { type Logger } from 'pino';
import type { Config } from './config.ts';
import type { Identity } from './identity.ts';

/**
 * The process's logger: JSON for machines, readable lines on a terminal. Lines are written in blocks, at the
 * latest after a second; warnings and whatever must survive a kill are flushed at once by whoever writes
 * them.
 */
export async function createLogger(config: Config, identity: Identity): Promise<Logger> {
  const pretty = process.stdout.isTTY ? await prettyStream() : null;
  const destination = pretty ?? pino.destination({ fd: 1, minLength: 4096, periodicFlush: 1000, sync: true });
  const logger = pino(
    {
      level: config.logLevel,
      base: { pod: identity.hostname, version: identity.version },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  // Fastify makes a child for every request, which would cost more than the request.
  logger.child = () => logger as never;
  return logger;
}

/** Development only: the images do not carry it. */
async function prettyStream() {
  try {
    const { default: pinoPretty } = await import('pino-pretty');
    return pinoPretty({ sync: true, ignore: 'pod,version', translateTime: 'SYS:HH:MM:ss.l' });
  } catch {
    return null;
  }
}

/**
 * Fastify logs two lines for every request, probes and scrapes included; the traffic scope logs its own one
 * instead.
 */
export class NoRequestLog extends LogController {
  constructor() {
    super({ disableRequestLogging: true });
  }
}
