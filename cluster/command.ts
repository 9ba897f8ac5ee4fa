/** Other programs: finding them, running them, showing what is run. */

import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Command {
  readonly argv: readonly [program: string, ...rest: string[]];
  /** What it gets on standard input, and the words for it where the command is shown. */
  readonly input?: { readonly text: string; readonly shownAs: string };
}

export interface Captured {
  /** 127 where the program could not be started, as a shell would say. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const isWindows = process.platform === 'win32';

/** Whether a program of this name is on the PATH. */
export function isInstalled(program: string): boolean {
  const endings = isWindows ? ['.exe', '.cmd'] : [''];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.some((folder) => endings.some((ending) => isExecutable(join(folder, program + ending))));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** As one would type it. */
export function show(command: Command): string {
  const typed = command.argv.map((word) => (/^[\w./:=@,+-]+$/.test(word) ? word : `'${word}'`)).join(' ');
  return command.input ? `${command.input.shownAs} | ${typed}` : typed;
}

/**
 * Runs a question and keeps the answer. Never rejects; a question without an answer after 30 s counts as
 * failed.
 */
export function capture(...argv: Command['argv']): Promise<Captured> {
  return answerTo({ argv });
}

/** As `capture`, for a question that needs standard input. */
export function answerTo(command: Command): Promise<Captured> {
  return execute(command, () => {}, 30_000);
}

/** Runs a step; every line of its output goes to `onLine` as it comes. */
export function stream(
  command: Command,
  onLine: (line: string) => void,
  signal?: AbortSignal,
): Promise<Captured> {
  return execute(command, onLine, 0, signal);
}

function execute(
  command: Command,
  onLine: (line: string) => void,
  timeoutMs = 0,
  signal?: AbortSignal,
): Promise<Captured> {
  const { promise, resolve } = Promise.withResolvers<Captured>();
  const [program, ...rest] = command.argv;
  // npm is a .cmd there, which only a shell can start.
  const child = spawn(program, rest, {
    stdio: 'pipe',
    timeout: timeoutMs,
    ...(signal && { signal }),
    shell: isWindows && program === 'npm',
  });
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    let unfinished = '';
    child[name].setEncoding('utf8').on('data', (text: string) => {
      said[name] += text;
      const lines = (unfinished + text).split(/\r\n|\r|\n/);
      unfinished = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    });
    child[name].on('end', () => unfinished && onLine(unfinished));
  }
  // A program that ends before it has read everything is judged by its exit code.
  child.stdin.on('error', () => {});
  child.stdin.end(command.input?.text ?? '');
  child.on('error', (error) => resolve({ exitCode: 127, stdout: '', stderr: error.message }));
  child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, ...said }));
  return promise;
}
