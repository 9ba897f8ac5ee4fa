/** The service as `npm start` runs it, on a port of its own. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

export interface Service {
  /** e.g. `localhost:40123` */
  readonly host: string;
  stop(): Promise<void>;
}

export async function startService(): Promise<Service> {
  const environment = { ...process.env, PORT: '0', HOST: '127.0.0.1', NODE_ENV: 'production' };
  const child = spawn(process.execPath, [main], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (!port) continue;
    child.stdout.resume();
    return {
      host: `localhost:${port}`,
      async stop() {
        // Nobody is being served: there is nothing to drain.
        child.kill('SIGKILL');
        if (child.exitCode === null) await once(child, 'exit');
      },
    };
  }
  throw new Error('the service ended before it listened');
}

/** Runs it to its end, which a start that fails comes to by itself. */
export async function logOf(environment: Record<string, string>): Promise<string[]> {
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(line);
  return lines;
}
