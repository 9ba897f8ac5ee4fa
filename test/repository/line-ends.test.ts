import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** The line ends that git writes into a clone, also with `core.autocrlf`. */
const rows = execFileSync('git', ['-c', 'core.autocrlf=true', 'ls-files', '--eol'], {
  cwd: project,
  encoding: 'utf8',
})
  .trimEnd()
  .split('\n')
  .map((row) => {
    const [, index = '', attributes = '', path = ''] =
      /^i\/(\S*)\s+w\/\S*\s+attr\/(.*?)\s*\t(.*)$/.exec(row) ?? [];
    return { path, index, attributes };
  });

test('every text has LF in a clone, also where git turns line ends into CRLF', () => {
  const texts = rows.filter(({ index }) => index === 'lf' || index === 'crlf' || index === 'mixed');
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter(({ index }) => index !== 'lf').map(({ path }) => path)).toEqual([]);
  expect(texts.filter(({ attributes }) => !/eol=lf/.test(attributes)).map(({ path }) => path)).toEqual([]);
});

test('recordings and pictures are binary to git', () => {
  const binaries = rows.filter(({ path }) => /\.(gz|png)$/.test(path));
  expect(binaries.length).toBeGreaterThan(10);
  expect(binaries.filter(({ attributes }) => attributes !== '-text').map(({ path }) => path)).toEqual([]);
});
