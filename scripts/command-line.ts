import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { COMMAND_LINE } from '../messages/command-line.ts';
import { messagesOf, type Text, textOf } from '../messages/message.ts';

const message = messagesOf(COMMAND_LINE);

/** A flag: its name, its help and its default. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** The name of its value in the help. Without it the flag takes no value. */
  readonly value?: string;
  readonly help: Text;
  /** The default, as a person would type it. */
  readonly fallback?: string;
  /** The default in words, for the help. */
  readonly byDefault?: Text;
  /** The value is a number from `least` to `most`, ... */
  readonly least?: number;
  readonly most?: number;
  /** ... one of these words, ... */
  readonly choices?: readonly string[];
  /** ... or an address such as this one. */
  readonly address?: string;
}

export const HELP = { name: 'help', short: 'h', help: message('command-line.help') } as const satisfies Flag;

export const LANGUAGE = {
  name: 'lang',
  value: 'LANGUAGE',
  choices: ['en', 'ko'],
  help: message('command-line.lang'),
  byDefault: message('command-line.lang.default'),
} as const satisfies Flag;

export const YES = { name: 'yes', short: 'y', help: message('command-line.yes') } as const satisfies Flag;

export interface Command<Flags extends readonly Flag[]> {
  /** The command as people type it: `npm run up`. */
  readonly typed: string;
  /** The first word of a command whose flags depend on that word. */
  readonly verb?: string;
  readonly flags: Flags;
}

type ValueOf<Row extends Flag> = Row extends { value: string }
  ? Row extends { least: number }
    ? number
    : Row extends { choices: readonly (infer Choice)[] }
      ? Choice
      : Row extends { address: string }
        ? URL
        : string
  : boolean;

export type Values<Flags extends readonly Flag[]> = {
  readonly [Row in Flags[number] as Row['name']]: Row extends { value: string; fallback?: never }
    ? ValueOf<Row> | undefined
    : ValueOf<Row>;
};

export interface CommandLine<Flags extends readonly Flag[]> {
  readonly values: Values<Flags>;
  /** The names of the flags that were typed. */
  readonly given: readonly string[];
  /** The arguments that are not flags. */
  readonly words: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The command line cannot be followed: one line without a stack, and exit code 2. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
  readonly said: Text;

  constructor(reason: Text) {
    super(textOf(reason));
    this.said = reason;
  }
}

/** A reason not to begin, with what to do. Nothing has been changed. */
export class Refusal extends UsageError {
  override readonly name = 'Refusal';
}

/** Null for `--help`. @throws {UsageError} */
export function readCommandLine<const Flags extends readonly Flag[]>(
  args: readonly string[],
  command: Command<Flags>,
  environment: Environment,
): CommandLine<Flags> | null {
  const rows: readonly Flag[] = command.flags;
  const { values, positionals } = parse(args, rows);
  if (values.help) return null;
  refuseWhatNpmKept(args, command, environment, values);
  const read = rows.map((row) => [row.name, readValue(row, values[row.name] ?? row.fallback)]);
  return { values: Object.fromEntries(read), given: Object.keys(values), words: positionals };
}

/** For a script that has changed nothing yet: prints the reason alone and exits with code 2. */
export async function orExit<T>(read: () => T | Promise<T>, say = textOf): Promise<T> {
  try {
    return await read();
  } catch (err) {
    if (!(err instanceof UsageError)) throw err;
    process.stderr.write(`${say(err.said)}\n`);
    return process.exit(2);
  }
}

/** For a command that takes at most `most` words. */
export function refuseMoreWords(words: readonly string[], most = 0): void {
  const more = words.slice(most);
  if (more.length > 0) throw new UsageError(message('command-line.unknownWord', { words: more.join('" "') }));
}

const HAS_SCHEME = /^[a-z][a-z\d+.-]*:\/\//iu;
/** A single word is more often a mistake than a host. */
const IS_HOST = /^(?:localhost|\[.*\]|.*[.:].*)(?:[/?#]|$)/iu;

/** Reads a pasted address: with or without `http://`, a slash at its end, a path. @throws {UsageError} */
export function readAddress(text: string, name: Text, example: string): URL {
  const url = HAS_SCHEME.test(text)
    ? URL.parse(text)
    : IS_HOST.test(text)
      ? URL.parse(`http://${text}`)
      : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol))
    throw new UsageError(
      message('command-line.notAnAddress', { flag: name, value: JSON.stringify(text), example }),
    );
  if (url.username !== '' || url.password !== '')
    throw new UsageError(message('command-line.hasCredentials', { flag: name }));
  url.hash = '';
  return url;
}

/** Reads `0.05%` as a share from 0 to 1. @throws {UsageError} */
export function readShare(text: string, flag: string): number {
  const percent = Number(/^([\d.]+) ?%$/u.exec(text)?.[1]);
  if (percent >= 0.001 && percent <= 50) return percent / 100;
  throw new UsageError(message('command-line.notAShare', { flag, value: JSON.stringify(text) }));
}

/** Without a slash at the end, for paths below it: Grafana may be at a path of an Ingress. */
export function baseOf(url: URL | undefined): string | null {
  return url === undefined ? null : url.origin + url.pathname.replace(/\/$/u, '');
}

/** The flags, then the environment variables. */
export function flagsHelp(
  flags: readonly Flag[],
  environment: Readonly<Record<string, Text>> = {},
  say: (text: Text) => string = textOf,
): string {
  const rows = flags.map(({ name, short, value, help, fallback, byDefault = fallback }) => [
    `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`,
    `${say(help)}${byDefault === undefined ? '' : ` (${say(message('command-line.default'))}: ${say(byDefault)})`}`,
  ]);
  const variables = Object.entries(environment).map(([name, help]) => [name, say(help)]);
  return twoColumns([...rows, ...variables] as [string, string][]);
}

const COLUMNS = 110;

/** The right column is wrapped. */
export function twoColumns(rows: readonly (readonly [left: string, right: string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length)) + 2;
  return rows.map(([left, right]) => `  ${left.padEnd(width)}${wrapped(right, width + 2)}`).join('\n');
}

function wrapped(text: string, indent: number): string {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = `${lines.at(-1)} ${word}`.trimStart();
    if (columnsOf(line) <= COLUMNS - indent) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}

/** A terminal shows a Korean syllable in two columns. */
export function columnsOf(text: string): number {
  return text.length + (text.match(/[가-힣]/g) ?? []).length;
}

function parse(args: readonly string[], rows: readonly Flag[]) {
  const options: ParseArgsConfig['options'] = Object.fromEntries(
    rows.map(({ name, short, value }) => [
      name,
      { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    return { values: values as Readonly<Record<string, string | boolean | undefined>>, positionals };
  } catch (err) {
    const said = err instanceof Error ? err.message : String(err);
    // parseArgs quotes the flag: `Option '--context <value>' argument missing`.
    const flag = /'([^']*)'/u.exec(said)?.[1] ?? said;
    if (said.startsWith('Unknown')) throw new UsageError(message('command-line.unknownFlag', { flag }));
    const takesNoValue = said.includes('does not take');
    throw new UsageError(
      message(takesNoValue ? 'command-line.takesNoValue' : 'command-line.needsValue', { flag }),
    );
  }
}

function readValue(row: Flag, typed: string | boolean | undefined): unknown {
  if (row.value === undefined) return typed === true;
  if (typed === undefined) return undefined;
  const text = String(typed);
  const flag = `--${row.name}`;
  if (row.least !== undefined) return readNumber(text, flag, row.least, row.most ?? Number.MAX_SAFE_INTEGER);
  if (row.address !== undefined) return readAddress(text, flag, row.address);
  if (row.choices !== undefined && !row.choices.includes(text)) {
    const list = message('command-line.or', {
      first: row.choices.slice(0, -1),
      last: row.choices.at(-1) ?? '',
    });
    throw new UsageError(message('command-line.notAChoice', { flag, value: JSON.stringify(text), list }));
  }
  return text;
}

function readNumber(text: string, flag: string, least: number, most: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw new UsageError(
    message('command-line.notANumber', {
      flag,
      value: JSON.stringify(text),
      least: `${least}`,
      most: `${most}`,
    }),
  );
}

/**
 * npm takes a flag before `--` for its own, and puts it in the environment. PowerShell removes an unquoted
 * `--`: there npm takes every flag.
 */
function refuseWhatNpmKept(
  args: readonly string[],
  { typed, verb, flags }: Command<readonly Flag[]>,
  environment: Environment,
  given: Readonly<Record<string, unknown>>,
): void {
  const kept = flags.flatMap((flag) => {
    const text = given[flag.name] === undefined ? textThatNpmKept(flag, environment) : null;
    return text === null ? [] : [text];
  });
  if (kept.length === 0) return;
  const words = kept.some((text) => text.includes(' ')) ? ['...'] : args;
  const rest = [...(verb === undefined ? [] : [verb]), ...words, ...kept].join(' ');
  throw new UsageError(message('command-line.npmKept', { flags: kept, command: typed, rest }));
}

function textThatNpmKept({ name, value }: Flag, environment: Environment): string | null {
  // npm reads `--no-images` as `images` with the value false.
  const isNegative = name.startsWith('no-');
  const npmName = isNegative ? name.slice('no-'.length) : name;
  const left = environment[`npm_config_${npmName.replaceAll('-', '_')}`];
  if (left === undefined || (left === '') !== isNegative || isInNpmrc(npmName, environment)) return null;
  if (value === undefined) return `--${name}`;
  // Of `--context lab` npm takes the flag, and the word reaches the command.
  return left === 'true' ? `--${name} ${value}` : `--${name}=${left}`;
}

/** npm has flags of the same names (`yes`, `json`, `dry-run`). One of a `.npmrc` was not typed. */
function isInNpmrc(name: string, environment: Environment): boolean {
  const files = [
    environment.npm_config_userconfig,
    environment.npm_config_globalconfig,
    join(environment.npm_config_local_prefix ?? '.', '.npmrc'),
  ];
  return files.some((file) => {
    try {
      return new RegExp(`^\\s*${name}\\s*=`, 'mu').test(readFileSync(file ?? '', 'utf8'));
    } catch {
      return false;
    }
  });
}
