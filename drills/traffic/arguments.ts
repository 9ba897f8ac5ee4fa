import {
  flagsHelp,
  HELP,
  readCommandLine,
  readShare,
  refuseMoreWords,
  UsageError,
} from '../../scripts/command-line.ts';
import { formatShare, grouped, requestsToExclude } from '../judging/loss-bound.ts';
import { readTarget, type Target } from './target.ts';
import type { Connections } from './traffic.ts';
import type { Users } from './users.ts';

const LONGEST_SECONDS = 3600;

const FLAGS = [
  { name: 'rate', value: 'N', least: 1, most: 1000, help: 'requests a second, 1 to 1000', fallback: '50' },
  {
    name: 'seconds',
    value: 'N',
    least: 1,
    most: LONGEST_SECONDS,
    help: 'how long, 1 to 3600; Ctrl-C ends it earlier',
    fallback: '60',
  },
  {
    name: 'until',
    value: 'SHARE',
    help: 'go on until so much loss is excluded with 95 % certainty, as 0.05%; --seconds is the longest that it may take',
    byDefault: 'for --seconds',
  },
  {
    name: 'connections',
    value: 'HOW',
    choices: ['fresh', 'keep-alive', 'both'],
    help: 'fresh: a connection for each request; keep-alive: ten connections that stay open; both: in turns',
    fallback: 'fresh',
  },
  {
    name: 'timeout',
    value: 'N',
    least: 1,
    most: 60_000,
    help: 'milliseconds to wait for an answer, 1 to 60000',
    fallback: '5000',
  },
  {
    name: 'people',
    help: 'instead of a steady rate: at random, several requests in a row, mixed paths (/work, /hostname, /version), half of them on kept connections',
  },
  {
    name: 'ramp',
    value: 'N',
    least: 0,
    most: 3600,
    help: 'with --people: seconds from a tenth of the rate to the whole, 0 to 3600',
    fallback: '60',
  },
  {
    name: 'work',
    value: 'N',
    least: 0,
    most: 1000,
    help: 'with --people: milliseconds of CPU that a /work costs, 0 to 1000',
    fallback: '5',
  },
  {
    name: 'seed',
    value: 'N',
    least: 0,
    most: 2 ** 32 - 1,
    help: 'with --people: the same number brings the same people',
    fallback: '1',
  },
  {
    name: 'slow',
    value: 'N',
    least: 0,
    most: 50,
    help: 'beside these, so many requests a second that take 3 s, 0 to 50',
    fallback: '0',
  },
  { name: 'client', value: 'NAME', help: 'a name under which the pods count their answers (X-App-Client)' },
  {
    name: 'first-number',
    value: 'N',
    least: 1,
    most: Number.MAX_SAFE_INTEGER,
    help: 'number of the first request',
    fallback: '1',
  },
  { name: 'json', help: 'one JSON object a line: every request, then the summary' },
  HELP,
] as const;

export const USAGE = `Usage: npm run traffic -- URL [options]

Sends counted requests at a steady rate and tells what became of each of them.

${flagsHelp(FLAGS)}

A URL without a path gets /hostname. Exit code: 0 nothing lost, 1 something lost or --until not reached, 2 not understood.
`;

export interface TrafficArguments {
  readonly target: Target;
  readonly ratePerSecond: number;
  readonly seconds: number;
  /** From 0 to 1. */
  readonly untilShare?: number;
  readonly connections: Connections;
  readonly timeoutMs: number;
  readonly users?: Users;
  readonly slowPerSecond: number;
  readonly client?: string;
  readonly firstNumber: number;
  readonly json: boolean;
}

/** Null where help was asked for. @throws UsageError */
export function readArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
): TrafficArguments | null {
  const line = readCommandLine(args, { typed: 'npm run traffic', flags: FLAGS }, environment);
  if (line === null) return null;
  const { values, words, given } = line;
  const [url] = words;
  if (url === undefined)
    throw new UsageError('give a URL, e.g. npm run traffic -- http://192.168.56.30:31221/hostname');
  refuseMoreWords(words, 1);
  const users = {
    ratePerSecond: values.rate,
    rampSeconds: values.ramp,
    workMilliseconds: Math.round(values.work),
    seed: values.seed,
  };
  const untilShare = values.until === undefined ? null : readShare(values.until, '--until');
  const seconds = untilShare === null || given.includes('seconds') ? values.seconds : LONGEST_SECONDS;
  if (untilShare !== null) refuseTooShort(untilShare, values.rate, seconds);
  return {
    target: readTarget(url),
    ratePerSecond: values.rate,
    ...(values.people ? { users } : {}),
    slowPerSecond: values.slow,
    ...(values.client === undefined ? {} : { client: values.client }),
    firstNumber: values['first-number'],
    seconds,
    ...(untilShare === null ? {} : { untilShare }),
    connections: values.connections,
    timeoutMs: values.timeout,
    json: values.json,
  };
}

/** Before anything is sent: what cannot be reached shall not cost the time. */
function refuseTooShort(share: number, ratePerSecond: number, seconds: number): void {
  const requests = requestsToExclude(share, 0);
  if (requests <= ratePerSecond * seconds) return;
  const needed = Math.ceil(requests / ratePerSecond);
  const advice = needed <= LONGEST_SECONDS ? `--seconds ${needed} or a higher --rate` : 'a higher --rate';
  throw new UsageError(
    `--until ${formatShare(share)} takes ${grouped(requests)} requests without a loss, ${needed} s at ${ratePerSecond} a second: ${advice}`,
  );
}
