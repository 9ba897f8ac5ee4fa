import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import type { Container } from '../../src/container.ts';
import { createFaults } from '../../src/faults/faults.ts';
import { readIdentity } from '../../src/identity.ts';
import { Lifecycle } from '../../src/lifecycle.ts';
import { ReadinessLead } from '../../src/readiness-lead.ts';
import { TerminationLog } from '../../src/termination-log.ts';
import { fakeContainer } from './fake-container.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { onTestEnd } from './test-end.ts';

/** On a busy machine the event loop is late: only the tests of load shedding may notice. */
const CALM = { MAX_EVENT_LOOP_DELAY_MS: '60000' };

export type LogLine = Record<string, unknown> & { level: number; msg: string };

/**
 * The service in this process, ready, with a container that the test describes; closed when the test is over.
 */
export async function buildTestApp(
  needs: {
    env?: Record<string, string>;
    container?: Partial<Container>;
    whole?: Container;
    hostname?: string;
  } = {},
) {
  const folder = temporaryFolder();
  const config = readConfig({ DISK_FILL_DIR: folder, TERMINATION_LOG: '/dev/null', ...CALM, ...needs.env });
  const identity = { ...readIdentity(config), ...(needs.hostname && { hostname: needs.hostname }) };
  const lifecycle = new Lifecycle();
  const container = needs.whole ?? fakeContainer(needs.container);
  const exitCodes: number[] = [];
  const readinessLead = new ReadinessLead(config.memoryReadinessPercent);
  const faults = createFaults({
    container,
    readinessLead,
    diskFillDir: config.diskFillDir,
    exit: (code) => void exitCodes.push(code),
  });
  const logLines: LogLine[] = [];
  const logger = pino(
    { level: needs.env?.LOG_LEVEL ?? 'debug' },
    { write: (line) => void logLines.push(JSON.parse(line)) },
  );
  const terminationLog = new TerminationLog(config.terminationLogPath);
  const parts = { config, identity, lifecycle, container, faults, readinessLead, terminationLog };
  const app = await buildApp(parts, logger);
  await app.ready();
  lifecycle.becomeReady();
  const tidy = async () => {
    await faults.registry.stopAll('shutdown');
    await app.close();
  };
  onTestEnd(tidy);
  const listen = async () => {
    await app.listen({ port: 0, host: '127.0.0.1' });
    return (app.server.address() as AddressInfo).port;
  };
  return { app, identity, lifecycle, registry: faults.registry, faults, folder, exitCodes, logLines, listen };
}
