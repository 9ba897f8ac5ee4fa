import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { listenOnLoopback } from '../support/listen.ts';
import { ServiceProcess } from '../support/service-process.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { waitUntil } from '../support/wait-until.ts';

function terminationLog(): string {
  const path = join(temporaryFolder(), 'termination-log');
  writeFileSync(path, '');
  return path;
}

describe.concurrent('a bad value in the environment ends the process with exit code 1 and one line', () => {
  test.each([
    [{ PORT: 'abc' }, 'PORT must be an integer from 0 to 65535, got "abc"'],
    [{ DRAIN_DELAY_MS: '30000' }, 'DRAIN_DELAY_MS must be less than SHUTDOWN_TIMEOUT_MS (25000), got 30000'],
    [
      { LOG_LEVEL: 'loud' },
      'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent, got "loud"',
    ],
    [
      { APP_VERSION: 'a\nb' },
      'APP_VERSION must be a version of at most 64 letters, digits and . + _ -, got "a\\nb"',
    ],
  ])('%j', async (env, line) => {
    const service = ServiceProcess.started(env);
    expect(await service.ended).toEqual({ code: 1, signal: null });
    expect([service.stderr, service.stdout]).toEqual([`${line}\n`, '']);
  });
});

test.concurrent('a port that is taken ends the process with exit code 1 and the reason, also in the termination log', async () => {
  const port = await listenOnLoopback(createServer());
  const path = terminationLog();
  const service = ServiceProcess.started({ PORT: String(port), TERMINATION_LOG: path });
  expect(await service.ended).toEqual({ code: 1, signal: null });
  const reason = `cannot listen on 127.0.0.1:${port}: listen EADDRINUSE: address already in use 127.0.0.1:${port}; PORT=${port} is in use here: set PORT to another port, or to 0 for one that is free`;
  expect(service.logLines.at(-1)).toMatchObject({ level: 'fatal', exitCode: 1, msg: reason });
  expect(readFileSync(path, 'utf8')).toBe(reason);
  expect(service.stderr).toBe('');
});

test.concurrent('HOST as conda sets it ends the process with exit code 1, and the reason names the variable', async () => {
  const service = ServiceProcess.started({ HOST: 'x86_64-conda-linux-gnu' });
  expect(await service.ended).toEqual({ code: 1, signal: null });
  expect(service.logLines.at(-1)?.msg).toMatch(
    /^cannot listen on x86_64-conda-linux-gnu:0: getaddrinfo E\w+ .*; HOST=x86_64-conda-linux-gnu is not an address of this machine: unset HOST, or set it to an address to listen on$/,
  );
});

describe.concurrent('a release that fails to start (START_FAILURE)', () => {
  const env = { START_FAILURE: 'the database cannot be reached' };

  test('listens, says why, never becomes ready, and exits with 1 after a few seconds', async () => {
    const path = terminationLog();
    const service = await ServiceProcess.listening({ ...env, TERMINATION_LOG: path });
    const startMs = performance.now();
    for (const [probe, status] of [
      ['/startupz', 503],
      ['/readyz', 503],
      ['/livez', 200],
    ] as const) {
      expect((await fetch(service.url + probe)).status).toBe(status);
    }
    expect(await service.ended).toEqual({ code: 1, signal: null });
    expect(performance.now() - startMs).toBeLessThan(6000);
    expect(service.logLines.find((line) => line.level === 'error')).toMatchObject({
      msg: 'start failed',
      reason: 'the database cannot be reached',
    });
    expect(readFileSync(path, 'utf8')).toBe('start failed: the database cannot be reached');
  });

  test('interrupted by SIGTERM while it starts, ends at once with 0: nothing was served', async () => {
    const service = await ServiceProcess.listening(env);
    await service.logged('start failed');
    const startMs = performance.now();
    service.kill('SIGTERM');
    expect(await service.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - startMs).toBeLessThan(1500);
  });
});

test.concurrent('the fault crash exits with its code, and leaves its reason in the log and the termination log', async () => {
  const path = terminationLog();
  const service = await ServiceProcess.listening({ TERMINATION_LOG: path });
  const answer = await fetch(`${service.url}/faults/crash?exitCode=42&afterSeconds=1`, { method: 'POST' });
  expect([answer.status, await answer.json()]).toEqual([
    202,
    expect.objectContaining({ ending: 'exit', endsInSeconds: 1 }),
  ]);
  const startMs = performance.now();
  expect(await service.ended).toEqual({ code: 42, signal: null });
  expect(performance.now() - startMs).toBeGreaterThan(800);
  expect(performance.now() - startMs).toBeLessThan(3000);
  expect(service.logLines.at(-1)).toMatchObject({
    level: 'fatal',
    msg: 'fault crash: exit code 42, as asked for',
  });
  expect(readFileSync(path, 'utf8')).toBe('fault crash: exit code 42, as asked for');
});

test.concurrent('an uncaught error ends the process with 1, and stays in the termination log', async () => {
  const path = terminationLog();
  const bug = join(temporaryFolder(), 'bug.mjs');
  writeFileSync(
    bug,
    `process.on('SIGWINCH', () => setImmediate(() => { throw new Error('a bug of ours'); }));`,
  );
  const service = await ServiceProcess.listening({ TERMINATION_LOG: path }, ['--import', bug]);
  // Its end is written to the same file.
  await fetch(`${service.url}/faults/unready`, { method: 'POST' });
  service.kill('SIGWINCH');
  expect(await service.ended).toEqual({ code: 1, signal: null });
  expect(service.logLines.find((line) => line.level === 'fatal')).toMatchObject({
    msg: 'process failed',
    err: { message: 'a bug of ours', stack: expect.stringContaining('bug.mjs') },
  });
  expect(readFileSync(path, 'utf8')).toMatch(/^process failed: Error: a bug of ours\n/);
});

describe.concurrent('the log', () => {
  test('is one JSON object a line, with level, time, pod and version', async () => {
    const service = await ServiceProcess.listening({ APP_VERSION: '2.0.0' });
    await fetch(`${service.url}/hostname`);
    service.kill('SIGINT');
    await service.ended;
    const lines = service.stdout.trim().split('\n');
    expect(service.logLines.length).toBe(lines.length);
    for (const line of service.logLines) {
      expect(line).toMatchObject({
        level: expect.stringMatching(/^(info|warn)$/),
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        pod: expect.any(String),
        version: '2.0.0',
        msg: expect.stringMatching(/^[a-z]/),
      });
      expect(line).not.toHaveProperty('hostname');
      expect(line).not.toHaveProperty('pid');
    }
    expect(service.stderr).toBe('');
  });

  test('has at LOG_LEVEL=debug a line for real traffic and none for probes and scrapes', async () => {
    const service = await ServiceProcess.listening({ LOG_LEVEL: 'debug' });
    for (const path of ['/livez', '/readyz', '/ready', '/startupz', '/metrics', '/hostname']) {
      expect((await fetch(service.url + path)).status).toBe(200);
    }
    service.kill('SIGINT');
    await service.ended;
    expect(service.logLines.filter((line) => 'url' in line).map((line) => line.url)).toEqual(['/hostname']);
  });

  test('has the line of each request at once', async () => {
    const service = await ServiceProcess.listening();
    for (const count of [1, 2]) {
      await fetch(`${service.url}/hostname`);
      await waitUntil(
        () => `line ${count}`,
        () => service.stdout.split('request answered').length - 1 === count,
      );
    }
  });

  test('says nothing at LOG_LEVEL=silent', async () => {
    const PORT = String(await listenOnLoopback(createServer()));
    const silent = ServiceProcess.started({ PORT, LOG_LEVEL: 'silent' });
    const fatal = ServiceProcess.started({ PORT, LOG_LEVEL: 'fatal' });
    await Promise.all([silent.ended, fatal.ended]);
    expect(silent.stdout).toBe('');
    expect(fatal.logLines.map((line) => line.level)).toEqual(['fatal']);
  });

  test.skipIf(!existsSync('/usr/bin/script'))('is readable on a terminal', async () => {
    const port = await listenOnLoopback(createServer());
    const service = ServiceProcess.onTerminal({ PORT: String(port) });
    await service.ended;
    expect(service.stdout).toContain('cannot listen on 127.0.0.1');
    expect(service.stdout).toMatch(/\d\d:\d\d:\d\d\.\d{3}/);
    expect(service.stdout).not.toContain('{"level"');
  });
});
