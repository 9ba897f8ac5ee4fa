import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Host, Room, Running } from './host.ts';
import { SUBJECT_CORE } from './host.ts';
import { firstOk, freePort, listening } from './readiness.ts';
import { FASTIFY, SERVICE, type Subject } from './subjects.ts';

/** Without an engine: plain processes without limits, measured through /proc. */
export class Processes implements Host {
  readonly description = 'processes without limits';
  readonly #folders: Readonly<Record<Subject['folder'], string>>;
  readonly #children = new Set<ChildProcess>();

  private constructor(folders: Readonly<Record<Subject['folder'], string>>) {
    this.#folders = folders;
  }

  /** @param folders each with the bundles of its subjects and a warm-up.cjs */
  static async open(folders: Readonly<Record<Subject['folder'], string>>): Promise<Processes> {
    if (!existsSync('/proc/self/schedstat')) throw new Error('without containers, the bench wants Linux');
    for (const subject of [SERVICE, FASTIFY]) {
      const folder = folders[subject.folder];
      const warmUp = spawn(process.execPath, [...subject.flags, join(folder, 'warm-up.cjs')], {
        env: environmentOf(folder, {}),
        stdio: 'ignore',
      });
      const [exitCode] = await once(warmUp, 'exit');
      if (exitCode !== 0) throw new Error(`the warm-up in ${folder} ended with ${exitCode}`);
    }
    return new Processes(folders);
  }

  async start(subject: Subject, room: Room): Promise<Running> {
    const port = await freePort();
    const folder = this.#folders[subject.folder];
    const command = [process.execPath, ...subject.flags, join(folder, subject.file)];
    const pins = room === 'core' && availableParallelism() > 1 ? ['taskset', '-c', String(SUBJECT_CORE)] : [];
    const [program = '', ...words] = [...pins, ...command];
    const startedAtMs = Date.now();
    const child = spawn(program, words, {
      env: environmentOf(folder, { ...subject.environment, PORT: String(port) }),
      // A pipe that somebody reads, as in a container.
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.resume();
    this.#children.add(child);
    const exited = once(child, 'exit');
    const pid = child.pid ?? 0;
    await Promise.race([
      listening(port),
      exited.then(([exitCode]) => Promise.reject(new Error(`${subject.title} ended with ${exitCode}`))),
    ]);
    const cpuUntilListeningMs = cpuMsOf(pid);
    const origin = `http://127.0.0.1:${port}`;
    return {
      origin,
      cpuUntilListeningMs,
      startMs: (await firstOk(origin + subject.readyPath)) - startedAtMs,
      cpuMs: () => cpuMsOf(pid),
      anonymousBytes: () => anonymousBytesOf(pid),
      stop: async () => {
        child.kill('SIGKILL');
        await exited;
        this.#children.delete(child);
      },
    };
  }

  async close(): Promise<void> {
    for (const child of this.#children) child.kill('SIGKILL');
  }
}

function environmentOf(folder: string, more: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { PATH, NODE_ENV: 'production', NODE_COMPILE_CACHE: join(folder, 'compile-cache'), ...more };
}

/** The sum over the threads, in nanoseconds there; `stat` would be in hundredths of a second. */
function cpuMsOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ', 1)[0]),
  );
  return nanoseconds.reduce((sum, each) => sum + each, 0) / 1e6;
}

function anonymousBytesOf(pid: number): number {
  const kib = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  if (kib === undefined) throw new Error(`/proc/${pid}/status has no RssAnon`);
  return Number(kib) * 1024;
}
