import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { poll } from '../../scripts/poll.ts';

const MAIN = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface ServiceProcess {
  readonly process: ChildProcess;
  readonly url: string;
  /** Every line it has written so far. */
  readonly lines: readonly string[];
  /** Settles when it has ended and its last line is read. */
  readonly ended: Promise<void>;
}

/**
 * Starts the service as a process of its own on loopback and settles when it is ready.
 * @param nodeOptions what stands before the script on Node's command line
 */
export async function startService(
  environment: NodeJS.ProcessEnv = {},
  nodeOptions: readonly string[] = [],
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [...nodeOptions, MAIN], {
    // Nothing of the shell's own: a variable that happens to be set must not decide what is measured.
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      TERMINATION_LOG: '/dev/null',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Whatever happens to whoever started it, no service stays behind.
  const abandon = () => child.kill('SIGKILL');
  process.once('exit', abandon);
  child.once('exit', () => process.off('exit', abandon));
  const lines: string[] = [];
  const ended = once(child, 'close').then(() => {});
  const address = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    const url = /"listening on (http:[^"]+)"/.exec(line)?.[1];
    if (url) address.resolve(url);
  });
  const failed = ended.then(() => {
    throw new ServiceEnded(lines);
  });
  failed.catch(() => {});
  const url = await Promise.race([address.promise, failed]);
  await untilReady(url, failed);
  return { process: child, url, lines, ended };
}

/** The service ended before it was ready. */
export class ServiceEnded extends Error {
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(`the service ended before it was ready:\n${lines.join('\n')}`);
    this.lines = lines;
  }
}

async function untilReady(url: string, failed: Promise<never>): Promise<void> {
  await poll(
    () => fetch(`${url}/readyz`).catch(() => failed),
    ({ ok }) => ok,
    { everyMs: 20 },
  );
}
