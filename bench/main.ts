import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../images/bundle.ts';
import { findEngine } from '../images/engine.ts';
import { substitutes } from '../images/substitutes.ts';
import { Containers } from './containers.ts';
import { type Measurement, measurements, type Values } from './figures.ts';
import type { Host } from './host.ts';
import { HAS_WRK } from './load.ts';
import { readOptions } from './options.ts';
import { Processes } from './processes.ts';
import { sameAnswers } from './same-answers.ts';
import type { Subject } from './subjects.ts';
import { type Row, table } from './table.ts';

const PAGE = 'docs/performance.md';
/** Comments in the page: what is between them is printed. */
const TABLE = /(<!-- bench -->\n).*?(?=<!-- \/bench -->)/s;

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
  const wanted = measurements(options).filter(({ name }) => isWanted(name));
  const rows: Row[] = [];
  for (const measurement of wanted) rows.push(...(await takeTurns(host, measurement)));
  const [cpu] = cpus();
  const circumstances =
    `${options.turns} turns, median (least-most); ${host.description}, Node.js ${process.version}, ` +
    `${cpus().length} cores of ${cpu?.model ?? 'an unknown kind'}`;
  const text = `\n${circumstances}\n\n${table(rows)}\n`;
  console.log(text);
  if (!options.write) return;
  const page = await readFile(PAGE, 'utf8');
  await writeFile(
    PAGE,
    page.replace(TABLE, (_all, mark: string) => `${mark}${text}\n`),
  );
}

function isWanted(name: string): boolean {
  if (!options.only.includes(name)) return false;
  if (name !== 'saturation' || HAS_WRK) return true;
  const reason = 'saturation needs wrk: install it, for example with apt-get install wrk';
  // A table with rows missing would replace the whole one.
  if (options.write) throw new Error(reason);
  console.error(`left out: ${reason}`);
  return false;
}

async function takeTurns(host: Host, { name, figures, inParallel, measure }: Measurement): Promise<Row[]> {
  const taken: { subject: Subject; values: Values }[] = [];
  for (let turn = 0; turn < options.turns; turn += 1) {
    // Another one begins in each turn, so that none is always the first.
    const order = options.subjects.map(
      (_subject, place) => options.subjects[(place + turn) % options.subjects.length] as Subject,
    );
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
        ...(options.thorough && { 'fastify-silent': of('fastify-silent') }),
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
  await bundle('src/main.ts', join(service, 'app.cjs'), [substitutes]);
  await bundle('src/faults/cpu-load.worker.ts', join(service, 'cpu-load.worker.cjs'));
  await bundle('src/warm-up.ts', join(service, 'warm-up.cjs'));
  return Processes.open({ service, peers });
}
