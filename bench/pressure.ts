import { execFile, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { promisify } from 'node:util';
import { SUBJECT_CORE } from './host.ts';
import { type LoadOrder, type LoadResult, SOCKETS } from './load.ts';

const run = promisify(execFile);
const OTHER_CORES = availableParallelism() > 1 ? `${SUBJECT_CORE + 1}-${availableParallelism() - 1}` : null;
const HAS_WRK = spawnSync('wrk', ['--version'], { stdio: 'ignore' }).error === undefined;

export const SATURATES_WITH = HAS_WRK ? 'wrk' : 'sockets of Node.js';

/**
 * Has another process send the load, on other cores than the subject's where there are any.
 * @throws when a request was lost: a figure with losses is a figure of something else
 */
export async function load(order: LoadOrder): Promise<LoadResult> {
  const { answered, lost } = order.rate === null && HAS_WRK ? await wrk(order) : await node(order);
  if (lost > 0) throw new Error(`${lost} of ${answered + lost} requests to ${order.url} were lost`);
  if (answered === 0) throw new Error(`${order.url} answered nothing`);
  return { answered, lost };
}

async function node(order: LoadOrder): Promise<LoadResult> {
  const { stdout } = await pinned(process.execPath, `${import.meta.dirname}/load.ts`, JSON.stringify(order));
  return JSON.parse(stdout) as LoadResult;
}

async function wrk({ url, connections, seconds }: LoadOrder): Promise<LoadResult> {
  const header = connections === 'fresh' ? ['--header', 'Connection: close'] : [];
  const { stdout } = await pinned(
    ...(['wrk', '--threads', '1', '--connections', String(SOCKETS)] as const),
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
