import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { flagsHelp, HELP, orExit, readCommandLine, refuseMoreWords } from '../command-line.ts';
import { bundle } from '../images/bundle.ts';
import { findEngine } from '../images/engine.ts';
import { imagePrefixIn } from '../images/prefix.ts';
import { thisMachine } from '../machine.ts';
import { poll } from '../poll.ts';
import { openCgroup } from './cgroup.ts';

const FLAGS = [
  { name: 'write', help: 'puts the table into docs/performance.md' },
  { name: 'runs', value: 'N', help: 'how often all is measured', fallback: '3', least: 1, most: 20 },
  HELP,
] as const;
const USAGE = `npm run bench -- [--write] [--runs N]: what the service costs beside an empty Fastify without a log and a
bare node:http server, in containers; wrk is the load, the container's cgroup the meter; two minutes a run

${flagsHelp(FLAGS)}`;
const PAGE = 'docs/performance.md';
const [SUBJECT_CORE, LOAD_CORE] = ['0', '1'];
const POD = ['--cpus', '0.2', '--memory', '200m', '--memory-swap', '200m'];
const PEERS = 'localhost/bench-peers';
const KINDS = ['kept', 'fresh'] as const;
const STEADY = 'function delay() return 100 end'; // 20 connections, each every 100 ms

interface Subject {
  readonly name: 'service' | 'fastify' | 'bare';
  readonly image: string;
  readonly command: readonly string[];
  readonly readyPath: string;
}
const SUBJECTS: readonly Subject[] = [
  { name: 'service', image: `${imagePrefixIn(process.env)}/app`, command: [], readyPath: '/readyz' },
  { name: 'fastify', image: PEERS, command: ['node', 'app.cjs'], readyPath: '/hostname' },
  { name: 'bare', image: PEERS, command: ['node', 'bare.cjs'], readyPath: '/hostname' },
];

/** Key, title, decimals, the subject to compare with (null: none), the bounds of the ratio or the value. */
const FIGURES: readonly [string, string, number, Subject['name'] | null, atMost: number, atLeast: number][] =
  [
    ['start', 'CPU of the container until the first 200, ms', 0, 'bare', 2, 0],
    ['wait', 'the same under 200m by the clock, ms', 0, 'bare', 2, 0],
    ['idle', 'idle CPU over 10 s, m', 2, null, 1, 0],
    ['200 kept', 'CPU a request, 200 a second, kept, us', 0, 'fastify', 1.05, 0],
    ['200 fresh', 'CPU a request, 200 a second, fresh, us', 0, 'fastify', 1.05, 0],
    ['memory', 'anonymous memory after that load, Mi', 1, 'fastify', 1.2, 0],
    ['core kept', 'requests a second of CPU, kept', 0, 'fastify', Infinity, 0.95],
    ['core fresh', 'requests a second of CPU, fresh', 0, 'fastify', Infinity, 0.95],
  ];
type Run = Record<Subject['name'], Record<string, number>>;

const run = promisify(execFile);
const options = await orExit(readArguments);
const { program: engine, isPodman } = await orExit(() => findEngine(thisMachine));
await run('wrk', ['--version']).catch(
  (error) => error.code === 'ENOENT' && fail('wrk is missing: apt install wrk'),
);
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const running = new Set<string>();
process.once('SIGINT', () => void tidy().then(() => process.exit(130)));
try {
  await buildPeers();
  const runs: Run[] = [];
  for (let turn = 0; turn < options.runs; turn++) runs.push(await takeRun(turn));
  report(runs);
} finally {
  await tidy();
}

/** The subjects take turns, and each run begins with another one: a disturbance hits all of them. */
async function takeRun(turn: number): Promise<Run> {
  const order = SUBJECTS.map((_, place) => SUBJECTS[(place + turn) % SUBJECTS.length] as Subject);
  const taken: Run = { service: {}, fastify: {}, bare: {} };
  const pods = new Map<Subject, Container>();
  for (const subject of order) {
    const pod = await start(subject, POD);
    pods.set(subject, pod);
    taken[subject.name].start = pod.startCpuMs;
    taken[subject.name].wait = pod.startMs;
  }
  await sleep(3000);
  await Promise.all(
    [...pods].map(async ([subject, pod]) => {
      const before = pod.cpuMs();
      await sleep(10_000);
      taken[subject.name].idle = (pod.cpuMs() - before) / 10;
    }),
  );
  for (const [{ name }, pod] of pods) {
    // V8 compiles the hot code within some thousands of requests. A service that runs for days is compiled.
    for (const kind of KINDS) await load(pod, kind, 3);
    for (const kind of KINDS) taken[name][`200 ${kind}`] = await cpuUsPerRequest(pod, kind, 4, STEADY);
    taken[name].memory = pod.anonymousBytes() / 2 ** 20;
    await remove(pod.id);
  }
  for (const subject of order) {
    const core = await start(subject, ['--cpuset-cpus', SUBJECT_CORE]);
    for (const kind of KINDS) {
      await load(core, kind, 2);
      taken[subject.name][`core ${kind}`] = 1e6 / (await cpuUsPerRequest(core, kind, 3));
    }
    await remove(core.id);
  }
  for (const { name } of SUBJECTS) console.error(turn + 1, name, taken[name]);
  return taken;
}

async function cpuUsPerRequest(container: Container, kind: string, seconds: number, script?: string) {
  const before = container.cpuMs();
  const requests = await load(container, kind, seconds, script);
  return ((container.cpuMs() - before) / requests) * 1000;
}

async function load({ origin }: Container, kind: string, seconds: number, script?: string): Promise<number> {
  writeFileSync(join(folder, 'script.lua'), script ?? '');
  const header = kind === 'fresh' ? ['--header', 'Connection: close'] : [];
  const words = [
    '--threads',
    '1',
    '--connections',
    '20',
    '--duration',
    `${seconds}s`,
    '--script',
    join(folder, 'script.lua'),
    ...header,
  ];
  const { stdout } = await run('taskset', ['-c', LOAD_CORE, 'wrk', ...words, `${origin}/hostname`]);
  // With lost requests the number would measure something else.
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`requests were lost:\n${stdout}`);
  return Number(/(\d+) requests in/.exec(stdout)?.[1]);
}

type Container = Awaited<ReturnType<typeof start>>;

/** On the host's network: the load passes no proxy and no address translation. */
async function start({ image, command, readyPath }: Subject, limits: readonly string[]) {
  const port = await freePort();
  const words = ['create', '--network', 'host', '--read-only', '--cap-drop', 'ALL', ...limits];
  const { stdout } = await run(engine, [...words, '--env', `PORT=${port}`, image, ...command]);
  const id = stdout.trim();
  running.add(id);
  await run(engine, ['start', id]);
  const origin = `http://127.0.0.1:${port}`;
  await firstOk(origin + readyPath);
  const readyAtMs = Date.now();
  const inspected = await run(engine, [
    'inspect',
    '--format',
    '{{.State.Pid}} {{json .State.StartedAt}}',
    id,
  ]);
  const [pid = '', startedAt = ''] = inspected.stdout.trim().replaceAll('"', '').split(' ');
  const cgroup = openCgroup(pid);
  // The service is idle since the first 200: the meter may be read a little later.
  return { id, origin, startMs: readyAtMs - Date.parse(startedAt), startCpuMs: cgroup.cpuMs(), ...cgroup };
}

/** A refused connection costs the subject no CPU. */
async function firstOk(url: string): Promise<void> {
  const isOk = () =>
    fetch(url, { headers: { connection: 'close' } }).then(
      ({ ok }) => ok,
      () => false,
    );
  if (!(await poll(isOk, Boolean, { everyMs: 2, withinMs: 30_000 }))) fail(`${url} never answered 200`);
}

/** On the service's image, with the same bundler and a compile cache that is written in the same way. */
async function buildPeers(): Promise<void> {
  const sources = join(import.meta.dirname, 'peers');
  await bundle(join(sources, 'empty-fastify.ts'), join(folder, 'app.cjs'));
  await bundle('src/warm-up.ts', join(folder, 'warm-up.cjs'));
  for (const file of ['bare.cjs', 'Dockerfile']) copyFileSync(join(sources, file), join(folder, file));
  const argument = `SERVICE_IMAGE=${SUBJECTS[0]?.image}`;
  await run(engine, ['build', '--network', 'none', '--tag', PEERS, '--build-arg', argument, folder]);
}

function report(runs: readonly Run[]): void {
  const of = (name: Subject['name'], key: string) => runs.map((each) => each[name][key] ?? Number.NaN);
  const rows = FIGURES.map(([key, title, digits, to, atMost, atLeast]) => {
    const others = to ? of(to, key) : [];
    // The ratio is taken within each run: a slow machine is slow for both.
    const judged = of('service', key).map((value, index) => (to ? value / (others[index] ?? 0) : value));
    const isMet = median(judged) <= atMost && median(judged) >= atLeast;
    const goal = `${atLeast > 0 ? `>= ${atLeast}` : `<= ${atMost}`}${to ? ` of ${to}` : ''}`;
    const cells = SUBJECTS.map(({ name }) => spread(of(name, key), digits));
    return [title, ...cells, to ? spread(judged, 2) : '', goal, isMet ? 'yes' : '**no**'];
  });
  const head = ['figure', 'this service', 'empty Fastify, no log', 'bare node:http', 'ratio', 'goal', 'met'];
  const table = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const how = `${runs.length} runs, median (least-most); ${engine}, ${cpus().length} cores of ${cpus()[0]?.model}`;
  const printed = `<!-- bench -->\n\n${how}\n\n${table}\n\n<!-- /bench -->`;
  console.log(printed);
  if (!options.write) return;
  const page = readFileSync(PAGE, 'utf8');
  writeFileSync(
    PAGE,
    page.replace(/<!-- bench -->.*<!-- \/bench -->/s, () => printed),
  );
}

function spread(values: readonly number[], digits: number): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return `${median(values).toFixed(digits)} (${least.toFixed(digits)}-${most.toFixed(digits)})`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function remove(id: string): Promise<void> {
  // Without `--time 0` podman waits for the drain.
  await run(engine, ['rm', '--force', ...(isPodman ? ['--time', '0'] : []), id]);
  running.delete(id);
}

async function tidy(): Promise<void> {
  for (const id of running) await remove(id);
  rmSync(folder, { recursive: true, force: true });
}

function readArguments() {
  const line = readCommandLine(process.argv.slice(2), { typed: 'npm run bench', flags: FLAGS }, process.env);
  refuseMoreWords(line?.words ?? []);
  if (line !== null) return line.values;
  console.log(USAGE);
  return process.exit(0);
}

function fail(reason: string): never {
  throw new Error(reason);
}
