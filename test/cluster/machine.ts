/** A machine with just the tools that a test says, and `npm run up` on it. */

import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import type { Call, Cluster, World } from './fake-tool.ts';

const fake = fileURLToPath(new URL('fake-tool.ts', import.meta.url));
const main = fileURLToPath(new URL('../../cluster/main.ts', import.meta.url));

export type Tool = 'kubectl' | 'kind' | 'k3d' | 'minikube' | 'docker' | 'podman';

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class Machine {
  readonly #folder = mkdtempSync(join(tmpdir(), 'machine-'));
  readonly environment: Record<string, string>;

  constructor(tools: readonly Tool[], world: Partial<World> = {}) {
    onTestFinished(() => rmSync(this.#folder, { recursive: true, force: true }));
    const programs = join(this.#folder, 'bin');
    mkdirSync(programs);
    // npm is always there: it is what runs this.
    for (const tool of [...tools, 'npm']) {
      const path = join(programs, tool);
      writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${fake}' ${tool} "$@"\n`);
      chmodSync(path, 0o755);
    }
    this.environment = {
      PATH: programs,
      FAKE_WORLD: this.#folder,
      XDG_STATE_HOME: join(this.#folder, 'state'),
      // The same few files are started hundreds of times.
      NODE_COMPILE_CACHE: join(tmpdir(), 'machine-compile-cache'),
    };
    const nothing: World = {
      current: null,
      contexts: {},
      clusters: {},
      engine: tools.includes('docker') ? 'Docker Engine' : 'podman',
      isEngineRunning: true,
      failures: [],
    };
    this.world = { ...nothing, ...world };
  }

  get world(): World {
    return JSON.parse(readFileSync(join(this.#folder, 'world.json'), 'utf8')) as World;
  }

  set world(world: World) {
    writeFileSync(join(this.#folder, 'world.json'), JSON.stringify(world));
  }

  change(change: (world: World) => void): void {
    const { world } = this;
    change(world);
    this.world = world;
  }

  /** Every call of a tool so far, as typed. */
  get calls(): string[] {
    return this.callsInFull.map(({ program, args }) => [program, ...args].join(' '));
  }

  get callsInFull(): Call[] {
    try {
      const lines = readFileSync(join(this.#folder, 'calls.ndjson'), 'utf8').trim().split('\n');
      return lines.map((line) => JSON.parse(line) as Call);
    } catch {
      return [];
    }
  }

  /** Those calls that change something. */
  get deeds(): string[] {
    const isQuestion =
      /^(kubectl (config view|kustomize)|kubectl .* get |(docker|podman) (info|--version)|kind get|k3d node list|minikube image ls|\S+ exec \S+ crictl images)/;
    return this.calls.filter((call) => !isQuestion.test(call));
  }

  up(...args: string[]): Promise<Run> {
    return this.#run('up', args);
  }

  down(...args: string[]): Promise<Run> {
    return this.#run('down', args);
  }

  #run(verb: string, args: readonly string[]): Promise<Run> {
    const { promise, resolve } = Promise.withResolvers<Run>();
    const child = spawn(process.execPath, [main, verb, ...args], {
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? -1, stdout, stderr }));
    return promise;
  }
}

export function cluster(parts: Partial<Cluster> = {}): Cluster {
  return {
    answers: true,
    objects: {},
    hasMetrics: true,
    images: [],
    nodePort: 1,
    nodeAddress: '127.0.0.1',
    pods: [{ name: 'app-1-2-2-1-abc' }],
    monitoringPods: [],
    grafanaPort: 1,
    ...parts,
  };
}

/** A node port behind which a pod says its name. */
export function nodePort(hostname = 'app-1-2-2-1-abc'): Promise<number> {
  return listen((_, response) => response.end(hostname));
}

/** A node port behind which a Grafana asks a Prometheus that has scraped this pod. */
export function grafanaPort(pod = 'app-1-2-2-1-abc'): Promise<number> {
  const result = [{ metric: { pod }, value: [0, '1'] }];
  return listen(({ url }, response) => {
    if (!url?.startsWith('/api/datasources/proxy/uid/prometheus/api/v1/query?')) response.statusCode = 404;
    response.end(JSON.stringify({ data: { result } }));
  });
}

async function listen(listener: RequestListener): Promise<number> {
  const server: Server = createServer(listener).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}
