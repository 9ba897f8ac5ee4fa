/**
 * The machine this runs on: its programs, what answers over HTTP, its clock. Handed in everywhere, so that a
 * test can play it.
 */

import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from './command.ts';

export interface Machine {
  /** Whether a program of this name is on the PATH. */
  isInstalled(program: string): boolean;
  /** Never rejects: a program that cannot be started ends with exit code 127. */
  run(command: Command, options?: RunOptions): Promise<Captured>;
  /** The body that a GET answers with status 2xx within two seconds, otherwise null. */
  read(url: string): Promise<string | null>;
  nowMs(): number;
  /** False where `ended` was aborted before the time was over. */
  sleep(ms: number, ended?: AbortSignal): Promise<boolean>;
}

export interface RunOptions {
  /** Gets every line of the output as it comes. */
  readonly onLine?: (line: string) => void;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface Captured {
  /** 127 where the program could not be started, as a shell would say. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program for its output. Without an end after 30 s it counts as failed. */
export function capture(machine: Machine, ...argv: Command['argv']): Promise<Captured> {
  return answerTo(machine, { argv });
}

/** As `capture`, for a question that needs standard input. */
export function answerTo(machine: Machine, command: Command): Promise<Captured> {
  return machine.run(command, { timeoutMs: 30_000 });
}

const isWindows = process.platform === 'win32';

export const thisMachine: Machine = {
  isInstalled(program) {
    const endings = isWindows ? ['.exe', '.cmd'] : [''];
    const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
    return folders.some((folder) => endings.some((ending) => isExecutable(join(folder, program + ending))));
  },
  run,
  async read(url) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
      return answer.ok ? await answer.text() : null;
    } catch {
      return null;
    }
  },
  nowMs: () => performance.now(),
  sleep: (ms, ended) => sleep(ms, true, ended ? { signal: ended } : {}).catch(() => false),
};

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function run(command: Command, { onLine, timeoutMs = 0, signal }: RunOptions = {}): Promise<Captured> {
  const { promise, resolve } = Promise.withResolvers<Captured>();
  const [program, ...rest] = command.argv;
  const child = spawn(program, rest, {
    stdio: 'pipe',
    timeout: timeoutMs,
    ...(signal && { signal }),
    // npm is a .cmd there, which only a shell can start.
    shell: isWindows && program === 'npm',
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    let unfinished = '';
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      const lines = (unfinished + text).split(/\r\n|\r|\n/);
      unfinished = lines.pop() ?? '';
      for (const line of lines) onLine?.(line);
    });
    child[name].on('end', () => unfinished && onLine?.(unfinished));
  }
  // A program may end before it has read everything: its exit code counts, not the broken pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(command.input?.text ?? '');
  child.on('error', (error) => resolve({ exitCode: 127, stdout: '', stderr: error.message }));
  child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, ...said }));
  return promise;
}
