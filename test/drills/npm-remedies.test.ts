import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { MESSAGES } from '../../messages/all.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const { scripts } = JSON.parse(readFileSync(`${PROJECT}/package.json`, 'utf8')) as {
  scripts: Record<string, string>;
};

/** `npm run up -- --monitoring`: the script's name, and its words as far as flags and their values go. */
const COMMAND =
  /npm run (?<script>[\w:]+)(?: -- (?<words>(?:(?:check|install)\b ?)?(?:--[a-z-]+(?: [A-Z]+)? ?)*))?/gu;

const commands = Object.values(MESSAGES)
  .flatMap(({ en }) => [...en.matchAll(COMMAND)])
  .map(({ groups }) => ({ script: groups?.script ?? '', words: (groups?.words ?? '').trim().split(' ') }));

test.each([...new Set(commands.map(({ script }) => script))])(
  'npm run %s, as messages name it, is there and knows every word that they give it',
  async (script) => {
    expect(scripts).toHaveProperty([script]);
    const words = commands.filter((each) => each.script === script).flatMap((each) => each.words);
    const flags = words.filter((word) => /^(?:--|check$|install$)/u.test(word));
    if (flags.length === 0) return;
    const known = new Set((await helpOf(script)).split(/[^a-z-]+/u));
    expect(flags.filter((flag) => !known.has(flag))).toEqual([]);
  },
);

test('the messages name such commands', () => {
  expect(commands.length).toBeGreaterThan(10);
});

async function helpOf(script: string): Promise<string> {
  const words = ['run', '--silent', script, '--', '--help'];
  return (await promisify(execFile)('npm', words, { cwd: PROJECT })).stdout;
}
