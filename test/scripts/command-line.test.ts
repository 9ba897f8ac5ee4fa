import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  baseOf,
  flagsHelp,
  HELP,
  readAddress,
  readCommandLine,
  refuseMoreWords,
  UsageError,
} from '../../scripts/command-line.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const FLAGS = [
  { name: 'context', value: 'NAME', help: 'which cluster', byDefault: 'the current one' },
  { name: 'rate', value: 'RPS', least: 1, most: 500, help: 'requests a second', fallback: '50' },
  { name: 'lang', value: 'LANGUAGE', choices: ['en', 'ko'], help: 'of the terminal' },
  { name: 'url', value: 'URL', address: 'http://192.168.56.30:31221', help: 'the Service' },
  { name: 'no-images', help: 'the nodes have them' },
  { name: 'dry-run', help: 'touch nothing' },
  { name: 'yes', short: 'y', help: 'do not ask' },
  HELP,
] as const;
const COMMAND = { typed: 'npm run up', flags: FLAGS };

const read = (args: readonly string[], environment: Record<string, string> = {}) =>
  readCommandLine(args, COMMAND, environment);

describe('a command line', () => {
  it('has a value for each flag: as typed, or the one without it', () => {
    expect(read(['word', '--context=lab', '--rate', '7', '-y'])).toMatchObject({
      values: { context: 'lab', rate: 7, lang: undefined, url: undefined, 'dry-run': false, yes: true },
      words: ['word'],
      given: ['context', 'rate', 'yes'],
    });
    expect(read([])?.values.rate).toBe(50);
  });

  it('is a request for help', () => {
    expect(read(['--help'])).toBeNull();
    expect(read(['-h', '--context', 'lab'])).toBeNull();
  });

  it.each([
    [['--rate', 'fast'], '--rate "fast" is not a number from 1 to 500'],
    [['--rate='], '--rate "" is not a number from 1 to 500'],
    [['--rate', '501'], '--rate "501" is not a number from 1 to 500'],
    [['--lang', 'fr'], '--lang "fr" is not en or ko'],
    [['--url', 'nodeport'], '--url "nodeport" is not an http address such as http://192.168.56.30:31221'],
    [['--retries', '3'], "Unknown option '--retries' (--help lists the flags)"],
    [['--context'], /--context <value>' argument missing \(--help/],
    [['--yes=no'], "Option '-y, --yes' does not take an argument"],
  ])('is refused with its reason: %j', (args, reason) => {
    expect(() => read(args)).toThrow(UsageError);
    expect(() => read(args)).toThrow(reason);
  });

  it('refuses a word that it does not know', () => {
    expect(() => refuseMoreWords(['kind-other', 'nonsense'], 1)).toThrow(
      'unexpected argument "nonsense" (--help lists the arguments)',
    );
    expect(() => refuseMoreWords(['up'], 1)).not.toThrow();
  });

  it('is explained in two columns, with what holds without each flag', () => {
    expect(flagsHelp(FLAGS.slice(0, 2), { IMAGE_PREFIX: 'before /app' })).toBe(
      [
        '  --context NAME  which cluster (default: the current one)',
        '  --rate RPS      requests a second (default: 50)',
        '  IMAGE_PREFIX    before /app',
      ].join('\n'),
    );
    const long = flagsHelp([{ name: 'x', help: 'word '.repeat(40).trim() }]).split('\n');
    expect(long.length).toBeGreaterThan(1);
    for (const line of long) expect(line.length).toBeLessThanOrEqual(110);
    for (const line of long.slice(1)) expect(line).toMatch(/^ {7}word/);
    // A terminal shows a Korean syllable in two columns: 103 columns hold 20 words of two syllables.
    const korean = flagsHelp([{ name: 'x', help: '단어 '.repeat(41).trim() }]).split('\n');
    expect(korean.map((line) => line.match(/단어/g)?.length)).toEqual([20, 20, 1]);
  });
});

describe('an address', () => {
  it.each([
    ['http://192.168.56.30:31221', 'http://192.168.56.30:31221/'],
    ['192.168.56.30:31221/', 'http://192.168.56.30:31221/'],
    ['localhost:8080/hostname#top', 'http://localhost:8080/hostname'],
    ['LOCALHOST', 'http://localhost/'],
    ['[::1]:8080', 'http://[::1]:8080/'],
    ['https://grafana.example/', 'https://grafana.example/'],
  ])('%s is read as %s', (text, href) => {
    expect(readAddress(text, '--url', 'http://node:1').href).toBe(href);
  });

  it.each([
    '',
    'word',
    'two words',
    'http://',
    'ftp://node',
    'file:///etc',
    'http://node:99999',
    'http://a:b@c',
  ])('%j is none', (text) => {
    expect(() => readAddress(text, '--url', 'http://node:1')).toThrow(UsageError);
  });

  it('keeps the path below which there is more, with and without a slash at its end', () => {
    const base = (text: string) => baseOf(readAddress(text, '--grafana', 'http://node:1'));
    expect(base('http://node/grafana/')).toBe('http://node/grafana');
    expect(base('http://node/grafana?orgId=1')).toBe('http://node/grafana');
    expect(base('http://node:3000/')).toBe('http://node:3000');
    expect(baseOf(undefined)).toBeNull();
  });
});

/** A project whose script prints its arguments and the environment of npm. */
function throughNpm(
  args: readonly string[],
  npmrc = '',
): { words: string[]; environment: Record<string, string> } {
  const folder = temporaryFolder();
  const script = 'process.stdout.write(JSON.stringify([process.argv.slice(1), process.env]))';
  writeFileSync(join(folder, 'print.js'), script.replace('slice(1)', 'slice(2)'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ scripts: { up: 'node print.js' } }));
  writeFileSync(join(folder, 'user'), npmrc);
  const own = Object.entries(process.env).filter(([name]) => !/^npm_/iu.test(name));
  const { stdout, stderr } = spawnSync('npm', ['run', '--silent', 'up', ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...Object.fromEntries(own), npm_config_userconfig: join(folder, 'user') },
    shell: process.platform === 'win32',
  });
  const line = stdout.split('\n').find((text) => text.startsWith('[['));
  if (line === undefined) throw new Error(stdout + stderr);
  const [words, environment] = JSON.parse(line);
  return { words, environment };
}

describe('what npm keeps of a command line', () => {
  it.each([
    [['--context=lab'], 'npm run up -- --context=lab'],
    [['--context', 'lab'], 'npm run up -- ... --context NAME'],
    [['kind', '--dry-run'], 'npm run up -- kind --dry-run'],
    [['--yes'], 'npm run up -- --yes'],
    [['-y', '--rate=7'], 'npm run up -- --rate=7 --yes'],
    [['--no-images'], 'npm run up -- --no-images'],
    [['--url=http://node:31221/'], 'npm run up -- --url=http://node:31221/'],
  ])('%j is refused: what to type is %s', (typed, remedy) => {
    const { words, environment } = throughNpm(typed);
    expect(() => readCommandLine(words, COMMAND, environment)).toThrow(UsageError);
    expect(() => readCommandLine(words, COMMAND, environment)).toThrow(`\n  ${remedy}\n`);
    expect(() => readCommandLine(words, COMMAND, environment)).toThrow(
      `\n  ${remedy.replace(' -- ', " '--' ")}    (in PowerShell)`,
    );
  });

  it.each([
    [[], ''],
    [['--', '--context=lab', '--yes', '--dry-run', '--no-images'], ''],
    [[], 'yes=true\ndry-run=true\n'],
    [[], 'yes=false\n'],
  ])('%j with the npmrc %j is nothing', (typed, npmrc) => {
    const { words, environment } = throughNpm(typed, npmrc);
    expect(readCommandLine(words, COMMAND, environment)).not.toBeNull();
  });

  it('is named with the first word of a command', () => {
    const replay = { ...COMMAND, typed: 'npm run drill', verb: 'replay' };
    expect(() => readCommandLine(['a.json.gz'], replay, { npm_config_lang: 'ko' })).toThrow(
      '\n  npm run drill -- replay a.json.gz --lang=ko\n',
    );
  });
});
