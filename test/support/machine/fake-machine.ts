/** A machine with fakes of the programs that a test names, in this process. `npm run up` runs on it. */

import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { main } from '../../../cluster/main.ts';
import { languageOf } from '../../../messages/say.ts';
import type { Captured, Command, Machine, RunOptions } from '../../../scripts/machine.ts';
import { FakeTerminal } from '../fake-terminal.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { onTestEnd } from '../test-end.ts';
import { FakeClock } from './fake-clock.ts';
import { FakeImages, inFull } from './fake-images.ts';
import { type FakeContainer, kubectl } from './fake-kubectl.ts';
import { type Call, clusterTool, engine, nodesOf } from './fake-tools.ts';
import { cluster, type FakeCluster, type MachineState, oneCluster, ProgramError } from './machine-state.ts';

export type Tool = 'kubectl' | 'kind' | 'k3d' | 'minikube' | 'docker' | 'podman' | 'nerdctl';

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export class FakeMachine implements Machine {
  readonly #tools: ReadonlySet<string>;
  readonly #clock = new FakeClock();
  #state: MachineState;
  readonly images: FakeImages;
  readonly callsInFull: Call[] = [];
  /** How the person at the terminal answers a question; null without a person. */
  person: ((question: string) => boolean) | null = null;
  /** The cluster that kind, k3d and minikube create. */
  readonly newCluster: FakeCluster = cluster({
    pods: [{ name: 'app-1-2-2-1-new' }],
    web: { 'http://localhost:31221': 'app-1-2-2-1-new' },
    grafanaWeb: { 'http://localhost:30001': 'app-1-2-2-1-new' },
  });

  constructor(tools: readonly Tool[], state: Partial<MachineState> = {}) {
    // npm runs the command, so it is always installed.
    this.#tools = new Set([...tools, 'npm']);
    this.#state = structuredClone({
      current: null,
      contexts: {},
      clusters: {},
      stopped: [],
      engine: tools.includes('docker') ? 'Docker Engine' : 'podman',
      isEngineRunning: true,
      failures: [],
      ...state,
    });
    onTestEnd(() => void vi.unstubAllEnvs());
    this.images = new FakeImages(this.#state.engine === 'podman');
    for (const [context, cluster] of Object.entries(this.#state.clusters)) {
      const tool = ['kind', 'k3d'].find((name) => context.startsWith(`${name}-`));
      if (tool && cluster.nodes[0]?.name === 'node-1') cluster.nodes = nodesOf(context, tool);
    }
    vi.stubEnv('XDG_STATE_HOME', join(temporaryFolder(), 'state'));
    vi.stubEnv('IMAGE_PREFIX', undefined);
  }

  /** A copy: later changes do not alter it. */
  get state(): MachineState {
    return structuredClone(this.#state);
  }

  change(change: (state: MachineState) => void): void {
    change(this.#state);
  }

  /** Every command line so far. */
  get calls(): string[] {
    return this.callsInFull.map(({ program, args }) => [program, ...args].join(' '));
  }

  /** The command lines that change something. */
  get changingCalls(): string[] {
    const isQuestion =
      /^(kubectl (config view|kustomize)|kubectl .* get |(docker|podman|nerdctl --namespace \S+|nerdctl) (info|--version|ps|image inspect)|k3d cluster list|minikube (image ls|profile list)|\S+ exec \S+ crictl images)/;
    return this.calls.filter((call) => !isQuestion.test(call));
  }

  up(...args: string[]): Promise<Run> {
    return this.#main(['up', ...args]);
  }

  down(...args: string[]): Promise<Run> {
    return this.#main(['down', ...args]);
  }

  async #main(words: readonly string[]): Promise<Run> {
    const terminal = new FakeTerminal(this.person, languageOf(words, {}));
    const exitCode = await main(words, this, terminal);
    const textOf = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');
    return { exitCode, stdout: textOf(terminal.heard), stderr: textOf(terminal.complaints) };
  }

  isInstalled(program: string): boolean {
    return this.#tools.has(program);
  }

  async run({ argv, input }: Command, { onLine, signal }: RunOptions = {}): Promise<Captured> {
    const [program, ...args] = argv;
    if (!this.isInstalled(program)) return { exitCode: 127, stdout: '', stderr: `spawn ${program} ENOENT` };
    const call = { program, args, imagePrefix: process.env.IMAGE_PREFIX ?? null };
    this.callsInFull.push(call);
    const captured = await this.#play(call, input?.text ?? '', signal);
    for (const line of `${captured.stdout}${captured.stderr}`.split('\n')) onLine?.(line);
    return captured;
  }

  async #play(call: Call, input: string, signal: AbortSignal | undefined): Promise<Captured> {
    const said = [call.program, ...call.args].join(' ');
    try {
      const failure = this.#state.failures.find(({ pattern }) => new RegExp(pattern).test(said));
      if (failure) throw new ProgramError(failure.says);
      return { exitCode: 0, stdout: await this.#answer(call, input, signal), stderr: '' };
    } catch (error) {
      if (!(error instanceof ProgramError)) throw error;
      const { said = '' } = error as { said?: string };
      return { exitCode: 1, stdout: said, stderr: `${error.message}\n` };
    }
  }

  async #answer(call: Call, input: string, signal: AbortSignal | undefined): Promise<string> {
    const { program, args } = call;
    const sleep = (ms: number) => this.#clock.sleep(ms, signal);
    const buildOf = (cluster: FakeCluster, container: FakeContainer) => this.#buildOf(cluster, container);
    if (program === 'kubectl') return kubectl(this.#state, { args, input, buildOf, sleep });
    if (program === 'npm') {
      this.images.build(call.imagePrefix ?? '1pro', args.includes('--push'));
      return 'built\n';
    }
    if (['docker', 'podman', 'nerdctl'].includes(program)) return engine(this.#state, this.images, call);
    return clusterTool(this.#state, this.images, call, this.newCluster);
  }

  /** The build that the kubelet of a node starts. */
  #buildOf(cluster: FakeCluster, { image, imagePullPolicy }: FakeContainer): string | null {
    const name = inFull(image);
    const pulled = this.images.inRegistry.get(name);
    if (pulled !== undefined && (imagePullPolicy === 'Always' || cluster.images[name] === undefined))
      cluster.images[name] = pulled;
    const runsEngine = cluster.sharesEngine ? this.images.find(image) : undefined;
    return runsEngine ?? cluster.images[name] ?? null;
  }

  async read(url: string): Promise<string | null> {
    const { origin, pathname } = new URL(url);
    const clusters = Object.values(this.#state.clusters);
    const pod = clusters.flatMap(({ web }) => web[origin] ?? [])[0];
    if (pathname === '/hostname') return pod ?? null;
    const scraped = clusters.flatMap(({ grafanaWeb }) => grafanaWeb[origin] ?? [])[0];
    const isQuery = pathname === '/api/datasources/proxy/uid/prometheus/api/v1/query';
    if (!isQuery || scraped === undefined) return null;
    return JSON.stringify({ data: { result: [{ metric: { pod: scraped }, value: [0, '1'] }] } });
  }

  nowMs(): number {
    return this.#clock.nowMs;
  }

  sleep(ms: number, ended?: AbortSignal): Promise<boolean> {
    return this.#clock.sleep(ms, ended);
  }
}

/** A machine with docker and one kind cluster in the current context. */
export function kindMachine(
  cluster: Partial<FakeCluster> = {},
  others: Partial<MachineState> = {},
): FakeMachine {
  return new FakeMachine(['kubectl', 'docker', 'kind'], oneCluster('kind-dev', cluster, others));
}

/** Exit code 2, the remedy on standard error, and no change. */
export function expectRefused(machine: FakeMachine, run: Run, says: string): void {
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toContain(says);
  expect(machine.changingCalls).toEqual([]);
}
