import { message } from '../../messages/all.ts';
import type { Say } from '../../messages/say.ts';
import {
  flagsHelp,
  HELP,
  LANGUAGE,
  readCommandLine,
  readShare,
  refuseMoreWords,
  UsageError,
} from '../../scripts/command-line.ts';
import { formatShare, requestsToExclude } from '../judging/loss-bound.ts';
import { readTarget } from './target.ts';

const LONGEST_SECONDS = 3600;

const FLAGS = [
  { name: 'rate', value: 'N', least: 1, most: 1000, help: message('send.flag.rate'), fallback: '50' },
  {
    name: 'seconds',
    value: 'N',
    least: 1,
    most: LONGEST_SECONDS,
    help: message('send.flag.seconds'),
    fallback: '60',
  },
  {
    name: 'until',
    value: 'SHARE',
    help: message('send.flag.until'),
    byDefault: message('send.flag.until.default'),
  },
  {
    name: 'connections',
    value: 'HOW',
    choices: ['fresh', 'keep-alive', 'both'],
    help: message('send.flag.connections'),
    fallback: 'fresh',
  },
  {
    name: 'timeout',
    value: 'N',
    least: 1,
    most: 60_000,
    help: message('send.flag.timeout'),
    fallback: '5000',
  },
  { name: 'people', help: message('send.flag.people') },
  { name: 'ramp', value: 'N', least: 0, most: 3600, help: message('send.flag.ramp'), fallback: '60' },
  { name: 'work', value: 'N', least: 0, most: 1000, help: message('send.flag.work'), fallback: '5' },
  { name: 'seed', value: 'N', least: 0, most: 2 ** 32 - 1, help: message('send.flag.seed'), fallback: '1' },
  { name: 'slow', value: 'N', least: 0, most: 50, help: message('send.flag.slow'), fallback: '0' },
  { name: 'client', value: 'NAME', help: message('send.flag.client') },
  {
    name: 'first-number',
    value: 'N',
    least: 1,
    most: Number.MAX_SAFE_INTEGER,
    help: message('send.flag.firstNumber'),
    fallback: '1',
  },
  { name: 'json', help: message('send.flag.json') },
  LANGUAGE,
  HELP,
] as const;

export function usage(say: Say): string {
  return `Usage: npm run traffic -- URL [options]

${say(message('send.help'))}

${flagsHelp(FLAGS, {}, say)}

${say(message('send.exitCode'))}
`;
}

export type TrafficArguments = NonNullable<ReturnType<typeof readArguments>>;

/** Null where help was asked for. @throws UsageError */
export function readArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>> = {},
) {
  const line = readCommandLine(args, { typed: 'npm run traffic', flags: FLAGS }, environment);
  if (line === null) return null;
  const { values, words, given } = line;
  const [url] = words;
  if (url === undefined) throw new UsageError(message('send.giveUrl'));
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
    url: readTarget(url).href,
    ratePerSecond: values.rate,
    users: values.people ? users : undefined,
    slowPerSecond: values.slow,
    client: values.client,
    firstNumber: values['first-number'],
    seconds,
    /** From 0 to 1. */
    untilShare,
    connections: values.connections,
    timeoutMs: values.timeout,
    json: values.json,
  };
}

/** Before anything is sent: `--seconds` must be long enough for as many requests as the share needs. */
function refuseTooShort(share: number, ratePerSecond: number, seconds: number): void {
  const requests = requestsToExclude(share, 0);
  if (requests <= ratePerSecond * seconds) return;
  const neededSeconds = Math.ceil(requests / ratePerSecond);
  const figures = { seconds: String(neededSeconds), rate: String(ratePerSecond) };
  const advice = neededSeconds <= LONGEST_SECONDS ? message('send.longer', figures) : message('send.faster');
  throw new UsageError(message('send.tooShort', { share: formatShare(share), requests, ...figures, advice }));
}
