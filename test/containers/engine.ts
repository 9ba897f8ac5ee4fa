import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, inject } from 'vitest';
import { openCgroup } from '../../scripts/bench/cgroup.ts';
import { waitUntil } from '../support/wait-until.ts';

const exec = promisify(execFile);

/** Skipped where there is no engine; global-setup.ts prints that. */
export const describeWithEngine = describe.skipIf(inject('engine') === null);

export const image = (name: 'app' | 'app-update' | 'app-error'): string => `${inject('imagePrefix')}/${name}`;

export interface ContainerOptions {
  readonly image: string;
  readonly environment?: Record<string, string>;
  /** The default is the manifest's: 0.2 cores and 200 MiB. */
  readonly cpus?: string | null;
  readonly memory?: string | null;
  readonly options?: readonly string[];
}

/** A container on the host's network, on a port of its own, without a writable root or any capability. */
export class RunningContainer implements AsyncDisposable {
  static async start(options: ContainerOptions): Promise<RunningContainer> {
    const port = await freePort();
    const { cpus = '0.2', memory = '200m' } = options;
    const words = ['run', '--detach', '--network', 'host', '--read-only', '--cap-drop', 'ALL'];
    words.push('--security-opt', 'no-new-privileges');
    if (cpus) words.push('--cpus', cpus);
    if (memory) words.push('--memory', memory, '--memory-swap', memory);
    for (const [name, value] of Object.entries({ PORT: String(port), ...options.environment })) {
      words.push('--env', `${name}=${value}`);
    }
    const folder = await mkdtemp(join(tmpdir(), 'container-'));
    const { stdout } = await exec(engineName(), [...words, ...(options.options ?? []), options.image], {
      cwd: folder,
    });
    return new RunningContainer(stdout.trim(), port, folder);
  }

  /** Starts it and waits for the first 200 of /readyz. */
  static async startReady(options: ContainerOptions): Promise<RunningContainer> {
    const container = await RunningContainer.start(options);
    await container.untilReady();
    return container;
  }

  readonly id: string;
  readonly port: number;
  readonly url: string;

  readonly #folder: string;

  private constructor(id: string, port: number, folder: string) {
    this.#folder = folder;
    this.id = id;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  async untilReady(timeoutMs = 20_000): Promise<void> {
    await waitUntil(
      `${this.url}/readyz to answer 200`,
      async () => (await fetch(`${this.url}/readyz`)).ok,
      timeoutMs,
    );
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  async json(path: string, init?: RequestInit): Promise<{ status: number; body: any }> {
    const response = await fetch(this.url + path, init);
    return { status: response.status, body: await response.json() };
  }

  /** Settles with the exit code. */
  async exitCode(): Promise<number> {
    return Number(await engine('wait', this.id));
  }

  /** Kubernetes calls this OOMKilled. Podman's monitor may note it only in the folder of its start. */
  async wasOomKilled(): Promise<boolean> {
    const noted = await engine('inspect', '--format', '{{.State.OOMKilled}}', this.id);
    return noted === 'true' || existsSync(join(this.#folder, 'oom'));
  }

  async signal(name: 'TERM' | 'KILL'): Promise<void> {
    await engine('kill', '--signal', name, this.id);
  }

  /** The end of the container as the runtime noted it, not the time of this call. */
  async endedAtMs(): Promise<number> {
    return Date.parse(JSON.parse(await engine('inspect', '--format', '{{json .State.FinishedAt}}', this.id)));
  }

  async log(): Promise<string> {
    const { stdout, stderr } = await exec(engineName(), ['logs', this.id], { maxBuffer: 2 ** 26 });
    return stdout + stderr;
  }

  /** Returns a function that reads the CPU time of the whole container from the node, in milliseconds. */
  async cpuMeter(): Promise<() => number> {
    const pid = await engine('inspect', '--format', '{{.State.Pid}}', this.id);
    return openCgroup(pid).cpuMs;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await engine('rm', '--force', '--time', '0', this.id).catch(() => engine('rm', '--force', this.id));
  }
}

export async function engine(...words: string[]): Promise<string> {
  const { stdout } = await exec(engineName(), words, { cwd: tmpdir() });
  return stdout.trim();
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** The value at or below which a share of the values lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function engineName(): string {
  const name = inject('engine');
  if (name === null) throw new Error('no container engine');
  return name;
}

declare module 'vitest' {
  interface ProvidedContext {
    engine: string | null;
    imagePrefix: string;
  }
}
