import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const MOST_COLUMNS = 110;
const files = execFileSync('git', ['ls-files', '*.ts', '*.js', '*.yaml', '*.yml'], { encoding: 'utf8' })
  .trimEnd()
  .split('\n');

test('no comment is longer than 110 columns', () => {
  const long = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        /^\s*(?:\/\/|\/?\*|#)/.test(line) && line.length > MOST_COLUMNS ? `${file}:${index + 1}` : [],
      ),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(long).toEqual([]);
});
