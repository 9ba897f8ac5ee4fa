import { parseArgs } from 'node:util';
import type { People } from './people.ts';
import { readTarget, type Target } from './target.ts';
import type { Connections } from './traffic.ts';
import { UsageError } from './usage-error.ts';

export const USAGE = `Usage: npm run traffic -- URL [options]

Sends counted requests at a steady rate and tells what became of each of them.

  --rate N           requests a second, 1 to 1000 (default 50)
  --seconds N        how long, 1 to 3600 (default 60); Ctrl-C ends it earlier
  --connections HOW  fresh: a connection for each request (default)
                     keep-alive: ten connections that stay open
                     both: in turns
  --timeout N        milliseconds to wait for an answer, 1 to 60000 (default 5000)
  --people           instead of a steady rate: at random, several requests in a row, mixed paths (/work, /hostname,
                     /version), half of them on kept connections
  --ramp N           with --people: seconds from a tenth of the rate to the whole, 0 to 3600 (default 60)
  --work N           with --people: milliseconds of CPU that a /work costs, 0 to 1000 (default 5)
  --seed N           with --people: the same number brings the same people (default 1)
  --slow N           beside these, so many requests a second that take 3 s, 0 to 50 (default 0)
  --client NAME      a name under which the pods count their answers (X-App-Client)
  --first-number N   number of the first request (default 1)
  --json             one JSON object a line: every request, then the summary

A URL without a path gets /hostname. Exit code: 0 nothing lost, 1 something lost, 2 not understood.
`;

export interface TrafficArguments {
  readonly target: Target;
  readonly ratePerSecond: number;
  readonly seconds: number;
  readonly connections: Connections;
  readonly timeoutMs: number;
  readonly people?: People;
  readonly slowPerSecond: number;
  readonly client?: string;
  readonly firstNumber: number;
  readonly json: boolean;
}

/** Throws UsageError; null where help was asked for. */
export function readArguments(args: readonly string[]): TrafficArguments | null {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const [url, ...more] = positionals;
  if (url === undefined)
    throw new UsageError('give a URL, e.g. npm run traffic -- http://192.168.56.30:31221/hostname');
  if (more.length > 0) throw new UsageError(`give one URL, not also "${more.join('" "')}"`);
  const ratePerSecond = readNumber('rate', values.rate, 1, 1000);
  const people = {
    ratePerSecond,
    rampSeconds: readNumber('ramp', values.ramp, 0, 3600),
    workMilliseconds: Math.round(readNumber('work', values.work, 0, 1000)),
    seed: readNumber('seed', values.seed, 0, 2 ** 32 - 1),
  };
  return {
    target: readTarget(url),
    ratePerSecond,
    ...(values.people ? { people } : {}),
    slowPerSecond: readNumber('slow', values.slow, 0, 50),
    ...(values.client === undefined ? {} : { client: values.client }),
    firstNumber: readNumber('first-number', values['first-number'], 1, Number.MAX_SAFE_INTEGER),
    seconds: readNumber('seconds', values.seconds, 1, 3600),
    connections: readConnections(values.connections),
    timeoutMs: readNumber('timeout', values.timeout, 1, 60_000),
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        rate: { type: 'string', default: '50' },
        seconds: { type: 'string', default: '60' },
        connections: { type: 'string', default: 'fresh' },
        timeout: { type: 'string', default: '5000' },
        people: { type: 'boolean', default: false },
        ramp: { type: 'string', default: '60' },
        work: { type: 'string', default: '5' },
        seed: { type: 'string', default: '1' },
        slow: { type: 'string', default: '0' },
        client: { type: 'string' },
        'first-number': { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (err) {
    // The parser's own words name the flag; only their first sentence is about what was typed.
    throw new UsageError(String(err instanceof Error ? err.message : err).split(/\. |\n/u, 1)[0]);
  }
}

function readNumber(name: string, text: string, least: number, most: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw new UsageError(`--${name} must be a number from ${least} to ${most}, not "${text}"`);
}

function readConnections(text: string): Connections {
  if (text === 'fresh' || text === 'keep-alive' || text === 'both') return text;
  throw new UsageError(`--connections must be fresh, keep-alive or both, not "${text}"`);
}
