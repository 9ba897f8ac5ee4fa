import { LogController } from 'fastify';
import pino, { type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.ts';
import type { Identity } from './identity.ts';

const LONGEST_WAIT_MS = 1000;

/**
 * The process's logger: JSON for machines, readable lines on a terminal. Lines are written in blocks, at the
 * latest after a second; warnings and whatever must survive a kill are flushed at once by whoever writes
 * them.
 */
export async function createLogger(config: Config, identity: Identity): Promise<Logger> {
  const pretty = process.stdout.isTTY ? await prettyStream() : null;
  const destination = pretty ?? inBlocks();
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

/** pino's `periodicFlush` would wake a process that has nothing to write, too: a quarter of its idle CPU. */
function inBlocks(): DestinationStream & { flush(done: () => void): void } {
  const stdout = pino.destination({ fd: 1, minLength: 4096, sync: true });
  let timer: NodeJS.Timeout | null = null;
  const flush = (done = () => {}) => {
    if (timer) clearTimeout(timer);
    timer = null;
    stdout.flush(done);
  };
  return {
    write(line) {
      stdout.write(line);
      timer ??= setTimeout(flush, LONGEST_WAIT_MS).unref();
    },
    flush,
  };
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
