import { execFile, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { startTraffic } from '../drills/traffic/traffic.ts';
import { SUBJECT_CORE } from './host.ts';

export interface LoadOrder {
  readonly url: string;
  readonly connections: 'fresh' | 'keep-alive';
  readonly seconds: number;
  /** Requests a second, sent whether or not the earlier ones are answered; `null`: as many as wrk can. */
  readonly rate: number | null;
}

export interface LoadResult {
  readonly answered: number;
  readonly lost: number;
}

const run = promisify(execFile);
const OTHER_CORES = availableParallelism() > 1 ? `${SUBJECT_CORE + 1}-${availableParallelism() - 1}` : null;
const CONNECTIONS = 20;
const TIMEOUT_MS = 5000;

export const HAS_WRK = spawnSync('wrk', ['--version'], { stdio: 'ignore' }).error === undefined;

/** @throws when a request was lost: a figure with losses is a figure of something else */
export async function load(order: LoadOrder): Promise<LoadResult> {
  const { answered, lost } = order.rate === null ? await wrk(order) : await keepRate(order, order.rate);
  if (lost > 0) throw new Error(`${lost} of ${answered + lost} requests to ${order.url} were lost`);
  if (answered === 0) throw new Error(`${order.url} answered nothing`);
  return { answered, lost };
}

/** The drills' own traffic. */
async function keepRate(
  { url, connections, seconds }: LoadOrder,
  ratePerSecond: number,
): Promise<LoadResult> {
  let answered = 0;
  let lost = 0;
  const traffic = startTraffic({
    url,
    ratePerSecond,
    seconds,
    connections,
    timeoutMs: TIMEOUT_MS,
    keepAliveConnections: CONNECTIONS,
    // An empty Fastify names no pod.
    expectBody: 'any',
    onRecord: ({ outcome }) => {
      if (outcome === 'ok') answered += 1;
      else lost += 1;
    },
  });
  await traffic.done;
  return { answered, lost };
}

/** On other cores than the subject's, where there are any. */
async function wrk({ url, connections, seconds }: LoadOrder): Promise<LoadResult> {
  const header = connections === 'fresh' ? ['--header', 'Connection: close'] : [];
  const { stdout } = await pinned(
    ...(['wrk', '--threads', '1', '--connections', String(CONNECTIONS)] as const),
    ...['--duration', `${seconds}s`, ...header, url],
  );
  const answered = Number(/(\d+) requests in/.exec(stdout)?.[1]);
  const refused = Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0);
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout) ?? [];
  const lost = errors.slice(1).reduce((sum, each) => sum + Number(each), refused);
  return { answered: answered - refused, lost };
}

function pinned(program: string, ...words: string[]) {
  return OTHER_CORES === null ? run(program, words) : run('taskset', ['-c', OTHER_CORES, program, ...words]);
}
