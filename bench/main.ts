import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from '../images/bundle.ts';
import { findEngine } from '../images/engine.ts';
import { lean } from '../images/lean.ts';
import { Containers } from './containers.ts';
import { type Durations, type Measurement, measurements, type Values } from './figures.ts';
import type { Host } from './host.ts';
import { SATURATES_WITH } from './pressure.ts';
import { Processes } from './processes.ts';
import { sameAnswers } from './same-answers.ts';
import { SUBJECTS, type Subject } from './subjects.ts';
import { type Row, table } from './table.ts';

const USAGE = `npm run bench -- [options]: this service beside an empty Fastify and a bare node:http, in turns
  --turns 5               how often each is measured; the table shows medians
  --only start,idle       of start, idle, load, saturation
  --idle-seconds 60       how long idle CPU is watched
  --load-seconds 10       how long one load lasts
  --processes             without containers, also where there is an engine
IMAGE_PREFIX names the service's image (1pro: 1pro/app), which npm run images builds.`;

const options = readOptions();
const folder = await mkdtemp(join(tmpdir(), 'bench-'));
let host: Host | undefined;
process.once('SIGINT', () => void tidy().then(() => process.exit(130)));
try {
  host = await openHost();
  await bench(host);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  await tidy();
}

async function tidy(): Promise<void> {
  await host?.close();
  await rm(folder, { recursive: true, force: true });
}

async function bench(host: Host): Promise<void> {
  await sameAnswers(host);
  const wanted = measurements(options).filter(({ name }) => options.only.includes(name));
  const rows: Row[] = [];
  for (const measurement of wanted) rows.push(...(await takeTurns(host, measurement)));
  const [cpu] = cpus();
  console.log(
    `\n${options.turns} turns, median (least-most); ${host.description}, Node.js ${process.version}, ` +
      `saturated with ${SATURATES_WITH}, ${cpus().length} cores of ${cpu?.model ?? 'an unknown kind'}\n`,
  );
  console.log(table(rows));
}

async function takeTurns(host: Host, { name, figures, inParallel, measure }: Measurement): Promise<Row[]> {
  const taken: { subject: Subject; values: Values }[] = [];
  for (let turn = 0; turn < options.turns; turn += 1) {
    // Another one begins in each turn, so that none is always the first.
    const order = SUBJECTS.map((_subject, place) => SUBJECTS[(place + turn) % SUBJECTS.length] as Subject);
    const take = async (subject: Subject) => {
      const values = await measure(host, subject);
      taken.push({ subject, values });
      const figuresText = Object.entries(values).map(([key, value]) => `${key} ${value.toFixed(1)}`);
      console.error(`${name} ${turn + 1}/${options.turns} ${subject.title}: ${figuresText.join(', ')}`);
    };
    if (inParallel) await Promise.all(order.map(take));
    else for (const subject of order) await take(subject);
  }
  return figures.map((figure) => {
    const of = (subject: Subject['name']) =>
      taken.filter((each) => each.subject.name === subject).map(({ values }) => values[figure.key] as number);
    return {
      figure,
      turns: {
        service: of('service'),
        fastify: of('fastify'),
        'fastify-silent': of('fastify-silent'),
        bare: of('bare'),
      },
    };
  });
}

async function openHost(): Promise<Host> {
  const peers = join(folder, 'peers');
  await bundle('bench/peers/empty-fastify.ts', join(peers, 'app.cjs'));
  await bundle('src/warm-up.ts', join(peers, 'warm-up.cjs'));
  for (const file of ['bare.cjs', 'Dockerfile']) await copyFile(`bench/peers/${file}`, join(peers, file));
  // Not where its containers' cgroups cannot be read from here (a virtual machine's).
  const engine = options.processes || !existsSync('/sys/fs/cgroup') ? null : findEngine();
  if (engine !== null) return Containers.open(engine, `${process.env.IMAGE_PREFIX ?? '1pro'}/app`, peers);
  const service = join(folder, 'service');
  await bundle('src/main.ts', join(service, 'app.cjs'), [lean]);
  await bundle('src/faults/cpu-load.worker.ts', join(service, 'cpu-load.worker.cjs'));
  await bundle('src/warm-up.ts', join(service, 'warm-up.cjs'));
  return Processes.open({ service, peers });
}

function readOptions(): Durations & {
  readonly turns: number;
  readonly only: readonly string[];
  readonly processes: boolean;
} {
  const values = parseOrExit();
  const durations = {
    idleSeconds: whole('idle-seconds', values['idle-seconds']),
    loadSeconds: whole('load-seconds', values['load-seconds']),
  };
  const known = measurements(durations).map(({ name }) => name);
  const only = values.only?.split(',') ?? known;
  const unknown = only.find((name) => !known.includes(name));
  if (unknown !== undefined) refuse(`--only knows ${known.join(', ')}, got ${unknown}`);
  return { ...durations, only, turns: whole('turns', values.turns), processes: values.processes };
}

function parseOrExit() {
  try {
    const { values } = parseArgs({
      options: {
        turns: { type: 'string', default: '5' },
        only: { type: 'string' },
        'idle-seconds': { type: 'string', default: '60' },
        'load-seconds': { type: 'string', default: '10' },
        processes: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (!values.help) return values;
    console.log(USAGE);
    process.exit(0);
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function whole(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  return refuse(`--${name} must be a whole number from 1 to 1000, got ${text}`);
}

function refuse(reason: string): never {
  console.error(`${reason}\n\n${USAGE}`);
  process.exit(2);
}
