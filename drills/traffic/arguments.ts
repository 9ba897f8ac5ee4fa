import { parseArgs } from 'node:util';
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
  --json             one JSON object a line: every request, then the summary

A URL without a path gets /hostname. Exit code: 0 nothing lost, 1 something lost, 2 not understood.
`;

export interface TrafficArguments {
  readonly target: Target;
  readonly ratePerSecond: number;
  readonly seconds: number;
  readonly connections: Connections;
  readonly timeoutMs: number;
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
  return {
    target: readTarget(url),
    ratePerSecond: readNumber('rate', values.rate, 1, 1000),
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
