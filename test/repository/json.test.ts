import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseSync, Visitor } from 'rolldown/utils';
import { expect, test } from 'vitest';

const files = execFileSync('git', ['ls-files', '*.json'], { encoding: 'utf8' }).trimEnd().split('\n');

test.each(files)('%s is JSON, comments aside, in which no object has a key twice', (file) => {
  const { program, errors } = parseSync(`${file}.js`, `(${readFileSync(file, 'utf8')})`);
  const twice: string[] = [];
  new Visitor({
    ObjectExpression: ({ properties }) => {
      const keys = properties.flatMap((one) =>
        one.type === 'Property' && one.key.type === 'Literal' ? String(one.key.value) : [],
      );
      twice.push(...keys.filter((key, index) => keys.indexOf(key) !== index));
    },
  }).visit(program);
  expect([errors, twice]).toEqual([[], []]);
});
