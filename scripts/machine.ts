/** The machine that a command runs on: programs, HTTP, a clock. A parameter, so that a test can fake it. */

import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Text } from '../messages/message.ts';

/** A command line of another program. */
export interface Command {
  readonly argv: readonly [program: string, ...rest: string[]];
  /** The text for standard input, and how a plan shows where it comes from. */
  readonly input?: { readonly text: string; readonly shownAs: Text };
}

export interface Machine {
  /** Whether a program of this name is on the PATH. */
  isInstalled(program: string): boolean;
  /** Never rejects: a program that cannot be started has exit code 127. */
  run(command: Command, options?: RunOptions): Promise<Captured>;
  /** The body of the answer to a GET; null without an answer of status 2xx within two seconds. */
  read(url: string): Promise<string | null>;
  nowMs(): number;
  /** Resolves to false when `signal` aborts the sleep. */
  sleep(ms: number, signal?: AbortSignal): Promise<boolean>;
}

export interface RunOptions {
  /** Called with each line of output as soon as the program prints it. */
  readonly onLine?: (line: string) => void;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

export interface Captured {
  /** 127 when the program cannot be started, as in a shell. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program for its output. A program that runs longer than 30 s has failed. */
export function capture(machine: Machine, ...argv: Command['argv']): Promise<Captured> {
  return answerTo(machine, { argv });
}

/** Like `capture`, for a command with standard input. */
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
  sleep: (ms, signal) => sleep(ms, true, signal && { signal }).catch(() => false),
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
    // On Windows npm is a .cmd file, which only a shell can start.
    shell: isWindows && program === 'npm',
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    let unfinished = '';
    child[name].setEncoding('utf8').on('data', (text: string) => {
      output[name] += text;
      const lines = (unfinished + text).split(/\r\n|\r|\n/);
      unfinished = lines.pop() ?? '';
      for (const line of lines) onLine?.(line);
    });
    child[name].on('end', () => unfinished && onLine?.(unfinished));
  }
  // A program may exit before it has read its whole input. Its exit code counts, not the broken pipe.
  child.stdin.on('error', () => {});
  child.stdin.end(command.input?.text ?? '');
  child.on('error', (error) => resolve({ exitCode: 127, stdout: '', stderr: error.message }));
  child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, ...output }));
  return promise;
}
