import pino, { type DestinationStream, type Logger } from 'pino';
import type { Config } from './config.ts';
import type { Identity } from './identity.ts';

const FLUSH_INTERVAL_MS = 1000;

/**
 * The logger of the process: JSON for machines, readable lines on a terminal. Lines are written in blocks,
 * at most one second late. Callers flush warnings and everything that must survive a kill.
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
  // Fastify makes a child logger for every request. That would cost more than the request.
  logger.child = () => logger as never;
  return logger;
}

/** pino's `periodicFlush` wakes an idle process too, which is a quarter of its idle CPU. */
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
      timer ??= setTimeout(flush, FLUSH_INTERVAL_MS).unref();
    },
    flush,
  };
}

/** Only in development: the images do not contain pino-pretty. */
async function prettyStream() {
  try {
    const { default: pinoPretty } = await import('pino-pretty');
    return pinoPretty({ sync: true, ignore: 'pod,version', translateTime: 'SYS:HH:MM:ss.l' });
  } catch {
    return null;
  }
}
