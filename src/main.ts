import { setTimeout as sleep } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import { buildApp } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { openContainer } from './container.ts';
import { createFaults } from './faults/faults.ts';
import { readIdentity } from './identity.ts';
import { Lifecycle } from './lifecycle.ts';
import { createLogger } from './logging.ts';
import { TerminationLog } from './termination-log.ts';

/** A release that goes wrong is up for this long, as one that waits for its database is. */
const START_FAILURE_AFTER_MS = 3000;

const config = readConfigOrExit();
const identity = readIdentity(config);
const lifecycle = new Lifecycle();
const container = openContainer();
const terminationLog = new TerminationLog(config.terminationLogPath);
const logger = await createLogger(config, identity);
const faults = createFaults({ container, diskFillDir: config.diskFillDir, exit: crash });

// Before listening: process 1 of a container ignores a signal that it has no handler for.
closeWithGrace({ delay: config.shutdownTimeoutMs, logger: false, onTimeout, onSecondSignal }, shutDown);

const app = await buildApp({ config, identity, lifecycle, container, faults, logger, terminationLog });
await listen();
if (config.startFailure) await failStart(config.startFailure);
if (lifecycle.state === 'starting') lifecycle.becomeReady();

async function listen(): Promise<void> {
  try {
    const address = await app.listen({
      port: config.port,
      host: config.host,
      listenTextResolver: () => 'listening',
    });
    const { cpuLimitMillicores, memoryLimitBytes } = container;
    logger.info({ address, cpuLimitMillicores, memoryLimitBytes }, 'service started');
    logger.flush();
  } catch (err) {
    exitWith(1, `cannot listen on ${config.host}:${config.port}: ${(err as Error).message}`);
  }
}

async function failStart(reason: string): Promise<void> {
  logger.error({ reason }, 'start failed');
  logger.flush();
  await sleep(START_FAILURE_AFTER_MS);
  exitWith(1, `start failed: ${reason}`);
}

/** SIGTERM drains; SIGINT, a person's Ctrl-C, does not wait for endpoints that nobody removes. */
async function shutDown({ signal, err }: { signal?: string; err?: Error }): Promise<void> {
  if (err) logger.fatal({ err }, 'process failed');
  const wasStarting = lifecycle.state === 'starting';
  lifecycle.drain();
  logger.info({ signal, drainDelayMs: config.drainDelayMs }, 'drain started');
  logger.flush();
  await faults.registry.stopAll('shutdown');
  if (err) terminationLog.write(`process failed: ${err.stack ?? err.message}`);
  // Nobody was sent here yet, and there may be no server to close.
  if (wasStarting) return;
  if (signal === 'SIGTERM') await sleep(config.drainDelayMs);
  await app.close();
  lifecycle.close();
  const drainSeconds = Math.round((lifecycle.drainSeconds ?? 0) * 10) / 10;
  logger.info({ drainSeconds, requestsAnswered: app.answeredWhileDraining() }, 'drain finished');
  if (!err)
    terminationLog.write(
      `drained in ${drainSeconds} s, ${app.answeredWhileDraining()} requests answered meanwhile`,
    );
  logger.flush();
}

function onTimeout(): void {
  exitWith(1, `shutdown took longer than ${config.shutdownTimeoutMs} ms`);
}

function onSecondSignal(signal: string): void {
  exitWith(1, `a second signal (${signal}) ended the drain`);
}

function crash(exitCode: number): void {
  exitWith(exitCode, `fault crash: exit code ${exitCode}, as asked for`);
}

function exitWith(exitCode: number, reason: string): never {
  logger.fatal({ exitCode }, reason);
  logger.flush();
  terminationLog.write(reason);
  process.exit(exitCode);
}

function readConfigOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}
