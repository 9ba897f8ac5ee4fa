import { setTimeout as sleep } from 'node:timers/promises';
import closeWithGrace from 'close-with-grace';
import type { Logger } from 'pino';
import { secondsToAnnouncedKill, waitForAnnouncedKill } from './announced-kill.ts';
import { buildApp } from './app.ts';
import { compileEarly } from './compile-early.ts';
import { type Config, readConfig } from './config.ts';
import { openContainer } from './container.ts';
import { createFaults } from './faults/faults.ts';
import { readIdentity } from './identity.ts';
import { Lifecycle } from './lifecycle.ts';
import { explainListenError } from './listen-error.ts';
import { createLogger } from './logging.ts';
import { ReadinessLead } from './readiness-lead.ts';
import { TerminationLog } from './termination-log.ts';

/** A start that has to fail does so after this time, like one that waits for its database. */
const START_FAILURE_AFTER_MS = 3000;
/** How many lines a delayed start writes to the log. */
const START_STAGES = 4;
const PARENT_CHECK_INTERVAL_MS = 500;

const config = readConfigOrExit();
const identity = readIdentity(config);
const lifecycle = new Lifecycle();
const container = openContainer();
const readinessLead = new ReadinessLead(config.memoryReadinessPercent);
const terminationLog = new TerminationLog(config.terminationLogPath);
// There is no await at the top level: the images run CommonJS, which halves the start.
void createLogger(config, identity).then(run);

async function run(logger: Logger): Promise<void> {
  const exitWith = (exitCode: number, reason: string): never => {
    logger.fatal({ exitCode }, reason);
    logger.flush();
    terminationLog.write(reason);
    process.exit(exitCode);
  };
  const faults = createFaults({
    container,
    readinessLead,
    diskFillDir: config.diskFillDir,
    exit: (exitCode) => exitWith(exitCode, `fault crash: exit code ${exitCode}, as asked for`),
  });

  // Comes first, because process 1 of a container ignores a signal without a handler.
  closeWithGrace(
    {
      delay: config.shutdownTimeoutMs,
      logger: false,
      onTimeout: () => exitWith(1, `shutdown took longer than ${config.shutdownTimeoutMs} ms`),
      onSecondSignal: (signal) => exitWith(1, `a second signal (${signal}) ended the drain`),
    },
    shutDown,
  );
  const parts = { config, identity, lifecycle, container, faults, readinessLead, terminationLog };
  const app = await buildApp(parts, logger);
  await listen();
  if (config.isStartedByNpm) endWithParent();
  await delayStart(config.startDelaySeconds);
  if (config.startFailure) await failStart(config.startFailure);
  if (lifecycle.state === 'starting') lifecycle.becomeReady();
  compileEarly();

  async function listen(): Promise<void> {
    try {
      await app.listen({
        port: config.port,
        host: config.host,
        // 0.0.0.0 and :: are not addresses to click on; localhost is.
        listenTextResolver: (address) => `listening on ${address.replace(/\[::\]|0\.0\.0\.0/, 'localhost')}`,
      });
    } catch (err) {
      exitWith(1, explainListenError(err as NodeJS.ErrnoException, config));
    }
    const { cpuLimitMillicores, memoryLimitBytes } = container;
    logger.info({ cpuLimitMillicores, memoryLimitBytes }, 'service started');
    logger.flush();
  }

  /** Like a start that loads data: the pod is alive, but not started and not ready. */
  async function delayStart(seconds: number): Promise<void> {
    for (let stage = 1; seconds > 0 && stage <= START_STAGES; stage++) {
      await sleep((seconds * 1000) / START_STAGES);
      if (lifecycle.state !== 'starting') return;
      const secondsLeft = seconds - (seconds * stage) / START_STAGES;
      logger.info({ stage, stages: START_STAGES, secondsLeft }, 'start stage finished');
      logger.flush();
    }
  }

  async function failStart(reason: string): Promise<void> {
    logger.error({ reason }, 'start failed');
    logger.flush();
    await sleep(START_FAILURE_AFTER_MS);
    exitWith(1, `start failed: ${reason}`);
  }

  /** SIGTERM drains. SIGINT (Ctrl-C) does not wait for the endpoints, because nobody removes them. */
  async function shutDown({ signal, err }: { signal?: string; err?: Error }): Promise<void> {
    if (err) logger.fatal({ err }, 'process failed');
    const wasStarting = lifecycle.state === 'starting';
    lifecycle.drain();
    logger.info({ signal, drainDelayMs: config.drainDelayMs }, 'drain started');
    logger.flush();
    const maxSeconds = (config.shutdownTimeoutMs - config.drainDelayMs) / 1000;
    const seconds = secondsToAnnouncedKill(faults.registry, readinessLead, maxSeconds);
    if (signal === 'SIGTERM' && seconds > 0) {
      logger.warn({ seconds }, 'drain waits for the announced kill');
      logger.flush();
      await waitForAnnouncedKill(faults.registry, seconds);
    }
    await faults.registry.stopAll('shutdown');
    if (err) terminationLog.write(`process failed: ${err.stack ?? err.message}`);
    // No endpoint leads here yet, and there may be no server to close.
    if (wasStarting) return;
    if (signal === 'SIGTERM') await sleep(config.drainDelayMs);
    await app.close();
    lifecycle.close();
    const drainSeconds = Math.round((lifecycle.drainSeconds ?? 0) * 10) / 10;
    const requestsAnswered = app.answeredWhileDraining();
    const answeredByClient = app.answeredByClient();
    logger.info({ drainSeconds, requestsAnswered, answeredByClient }, 'drain finished');
    if (!err)
      terminationLog.write(`drained in ${drainSeconds} s, ${requestsAnswered} requests answered meanwhile`);
    logger.flush();
  }
}

/** npm's shell does not forward the signal that ends it. The service would go on and hold the port. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    // The signal is sent once, because a second signal would cut the drain short.
    if (process.ppid !== parent && !lifecycle.isDraining) process.kill(process.pid, 'SIGINT');
  }, PARENT_CHECK_INTERVAL_MS).unref();
}

function readConfigOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}
