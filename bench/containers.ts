import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Host, Room, Running } from './host.ts';
import { SUBJECT_CORE } from './host.ts';
import { firstOk, freePort, listening } from './readiness.ts';
import type { Subject } from './subjects.ts';

const run = promisify(execFile);

/** Only what this run made is removed at its end. */
const LABEL = `bench=${process.pid}`;

/** The name is as long as a pod's. */
const HOST_NAME = 'app-1-2-2-1-5d9c7b6f48-x2x8q';

const LIMITS: Readonly<Record<Room, readonly string[]>> = {
  pod: ['--cpus', '0.2', '--memory', '200m', '--memory-swap', '200m'],
  core: availableParallelism() > 1 ? ['--cpuset-cpus', String(SUBJECT_CORE)] : [],
};

/**
 * The host's network, on loopback: neither a proxy nor address translation stands between the load and the
 * subject.
 */
export class Containers implements Host {
  readonly description: string;
  readonly #engine: string;
  readonly #images: Readonly<Record<Subject['folder'], string>>;

  private constructor(engine: string, images: Readonly<Record<Subject['folder'], string>>) {
    this.#engine = engine;
    this.#images = images;
    this.description = `containers of ${engine}`;
  }

  /** @param peersFolder with the peers' bundles and their Dockerfile */
  static async open(engine: string, serviceImage: string, peersFolder: string): Promise<Containers> {
    const exists = spawnSync(engine, ['image', 'inspect', serviceImage], { stdio: 'ignore' }).status === 0;
    if (!exists) throw new Error(`there is no image ${serviceImage}: npm run images builds it`);
    const peers = `${serviceImage}-bench-peers`;
    // Without a network: everything is in the folder.
    await run(engine, [
      ...['build', '--network', 'none', '--tag', peers],
      ...['--build-arg', `SERVICE_IMAGE=${serviceImage}`, peersFolder],
    ]);
    return new Containers(engine, { service: serviceImage, peers });
  }

  async start(subject: Subject, room: Room): Promise<Running> {
    const port = await freePort();
    const id = await this.#create(subject, room, port);
    try {
      return await this.#start(id, subject, port);
    } catch (error) {
      const { stdout, stderr } = await run(this.#engine, ['logs', id]);
      await this.#remove(id);
      throw new Error(`${subject.title} did not start: ${(error as Error).message}\n${stdout}${stderr}`);
    }
  }

  async close(): Promise<void> {
    // By label: an interrupted command may have made a container without telling its name.
    const { stdout } = await run(this.#engine, ['ps', '--all', '--quiet', '--filter', `label=${LABEL}`]);
    for (const id of stdout.split('\n').filter(Boolean)) await this.#remove(id);
  }

  async #start(id: string, subject: Subject, port: number): Promise<Running> {
    const { cgroup, beforeMs, started } = await this.#release(id);
    await listening(port);
    const { cpuMs, anonymousBytes } = await cgroup;
    const cpuUntilListeningMs = cpuMs() - beforeMs;
    const origin = `http://127.0.0.1:${port}`;
    const readyAtMs = await firstOk(origin + subject.readyPath);
    await started;
    return {
      origin,
      startMs: readyAtMs - Date.parse(await this.#inspect(id, '{{json .State.StartedAt}}')),
      cpuUntilListeningMs,
      cpuMs: () => cpuMs() - beforeMs,
      anonymousBytes,
      stop: () => this.#remove(id),
    };
  }

  /**
   * Podman can have the container's first process wait, so that what the runtime itself uses stays out of the
   * figures.
   */
  async #release(id: string) {
    if (this.#engine === 'podman') {
      await run(this.#engine, ['init', id]);
      const cgroup = await this.#cgroup(id);
      return { cgroup, beforeMs: cgroup.cpuMs(), started: run(this.#engine, ['start', id]) };
    }
    const started = run(this.#engine, ['start', id]);
    return { cgroup: started.then(() => this.#cgroup(id)), beforeMs: 0, started };
  }

  async #create({ folder, file, flags, environment }: Subject, room: Room, port: number): Promise<string> {
    const variables = { ...environment, PORT: String(port) };
    const { stdout } = await run(this.#engine, [
      ...[
        'create',
        '--network',
        'host',
        '--hostname',
        HOST_NAME,
        '--read-only',
        '--cap-drop',
        'ALL',
        '--label',
        LABEL,
      ],
      ...(this.#engine === 'podman' ? ['--uts', 'private'] : []),
      ...LIMITS[room],
      ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      this.#images[folder],
      // The service's image brings its command.
      ...(folder === 'service' ? [] : ['node', ...flags, file]),
    ]);
    return stdout.trim();
  }

  async #cgroup(id: string) {
    return openCgroup(Number(await this.#inspect(id, '{{.State.Pid}}')));
  }

  async #inspect(id: string, format: string): Promise<string> {
    const { stdout } = await run(this.#engine, ['inspect', '--format', format, id]);
    return stdout.trim().replaceAll('"', '');
  }

  async #remove(id: string): Promise<void> {
    await run(this.#engine, ['rm', '--force', ...(this.#engine === 'podman' ? ['--time', '0'] : []), id]);
  }
}

/** The group of a process, v1 or v2, as the host sees it. */
function openCgroup(pid: number) {
  const groups = readFileSync(`/proc/${pid}/cgroup`, 'utf8').trim().split('\n');
  const folder = (controller: string): string | null => {
    const line = groups.find((each) => each.split(':')[1]?.split(',').includes(controller));
    return line === undefined ? null : join('/sys/fs/cgroup', controller, line.split(':').slice(2).join(':'));
  };
  const cpuacct = folder('cpuacct');
  const memory = folder('memory');
  if (cpuacct !== null && memory !== null) {
    return {
      cpuMs: () => Number(readFileSync(join(cpuacct, 'cpuacct.usage'), 'utf8')) / 1e6,
      anonymousBytes: () => stat(join(memory, 'memory.stat'), 'total_rss'),
    };
  }
  const unified = folder('');
  if (unified === null) throw new Error(`process ${pid} is in no cgroup`);
  return {
    cpuMs: () => stat(join(unified, 'cpu.stat'), 'usage_usec') / 1e3,
    anonymousBytes: () => stat(join(unified, 'memory.stat'), 'anon'),
  };
}

function stat(path: string, key: string): number {
  const line = readFileSync(path, 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${key} `));
  if (line === undefined) throw new Error(`${path} has no ${key}`);
  return Number(line.slice(key.length + 1));
}
