import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));

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
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const ended = once(child, 'close').then(() => {});
  const address = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const address = /"listening on (http:[^"]+)"/.exec(line)?.[1];
      if (address) resolve(address);
    });
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the service ended with ${code}: ${lines.join('\n')}`)));
  });
  const url = await address;
  while (!(await fetch(`${url}/readyz`)).ok) await sleep(20);
  return { process: child, url, lines, ended };
}
