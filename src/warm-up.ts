import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * Runs the service once while the image is built, so that V8's compile cache holds what a start needs. The
 * cache is written at a clean exit only: https://nodejs.org/api/module.html#module-compile-cache
 */
const service = spawn(process.execPath, [...process.execArgv, join(import.meta.dirname, 'app.cjs')], {
  env: { ...process.env, HOST: '127.0.0.1', PORT: '0' },
  stdio: ['ignore', 'pipe', 'inherit'],
});

createInterface(service.stdout).on('line', (line) => {
  const origin = /listening on (http:\/\/[^"]+)/.exec(line)?.[1];
  if (origin) void visit(origin).then(() => service.kill('SIGINT'));
});
service.on('exit', (exitCode) => process.exit(exitCode ?? 1));

async function visit(origin: string): Promise<void> {
  for (const path of ['/startupz', '/livez', '/readyz', '/hostname', '/info', '/metrics']) {
    await (await fetch(origin + path)).arrayBuffer();
  }
}
