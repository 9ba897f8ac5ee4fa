import { execFile, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { SUBJECT_CORE } from './host.ts';

export interface LoadOrder {
  readonly url: string;
  readonly connections: 'fresh' | 'keep-alive';
  readonly seconds: number;
  /** Requests a second, sent whether or not the earlier ones are answered; `null`: as many as wrk can. */
  readonly rate: number | null;
}

const run = promisify(execFile);
const OTHER_CORES = availableParallelism() > 1 ? `${SUBJECT_CORE + 1}-${availableParallelism() - 1}` : null;
const CONNECTIONS = 20;
const STEADY_LOAD = `${import.meta.dirname}/steady-load.ts`;

export const HAS_WRK = spawnSync('wrk', ['--version'], { stdio: 'ignore' }).error === undefined;

/**
 * Sent by a process of its own, on other cores than the subject's where there are any.
 * @returns how many requests were answered
 * @throws when one was lost: a figure with losses is a figure of something else
 */
export async function load(order: LoadOrder): Promise<number> {
  const answered = order.rate === null ? await wrk(order) : await keepRate(order, order.rate);
  if (!(answered > 0)) throw new Error(`${order.url} answered nothing`);
  return answered;
}

async function keepRate({ url, connections, seconds }: LoadOrder, rate: number): Promise<number> {
  await pinned(process.execPath, STEADY_LOAD, url, connections, String(rate), String(seconds));
  return rate * seconds;
}

async function wrk({ url, connections, seconds }: LoadOrder): Promise<number> {
  const header = connections === 'fresh' ? ['--header', 'Connection: close'] : [];
  const { stdout } = await pinned(
    ...(['wrk', '--threads', '1', '--connections', String(CONNECTIONS)] as const),
    ...['--duration', `${seconds}s`, ...header, url],
  );
  if (/Non-2xx|Socket errors/.test(stdout)) throw new Error(`requests to ${url} were lost:\n${stdout}`);
  return Number(/(\d+) requests in/.exec(stdout)?.[1]);
}

function pinned(program: string, ...words: string[]) {
  return OTHER_CORES === null ? run(program, words) : run('taskset', ['-c', OTHER_CORES, program, ...words]);
}
