import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join } from 'node:path';
import { parseSync, Visitor } from 'rolldown/utils';
import { expect, test } from 'vitest';

interface Taken {
  /** `./FILE`, or a package. */
  readonly from: string;
  /** Null: everything that is there. */
  readonly name: string | null;
}

interface Module {
  readonly taken: readonly Taken[];
  /** What it exports, and does not use itself. */
  readonly offered: readonly string[];
}

/** tsc reads these, or a command starts them: no import names them. */
const PACKAGES_WITHOUT_IMPORT = ['@types/node', '@types/supertest', 'oxfmt', 'oxlint', 'typescript'];

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  encoding: 'utf8',
})
  .trimEnd()
  .split('\n')
  .filter((file) => existsSync(file))
  .map((file) => `./${file}`);
const modules = new Map(
  files.filter((file) => /\.(?:c?js|tsx?)$/.test(file)).map((file) => [file, read(file)]),
);
const taken = [...modules.values()].flatMap((module) => module.taken);

test('every file is a test, or another file names it', () => {
  const texts = files
    .filter((file) => /(?:\.(?:c?js|tsx?|json)|Dockerfile.*)$/.test(file))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  const isNamed = (path: string) =>
    texts.some(({ file, text }) => file !== path && text.includes(basename(path)));
  expect([...modules.keys()].filter((path) => !path.endsWith('.test.ts') && !isNamed(path))).toEqual([]);
});

test('every export is used', () => {
  const wanted = new Set(taken.map(({ from, name }) => (name === null ? from : `${from} ${name}`)));
  const unused = [...modules].flatMap(([file, { offered }]) =>
    wanted.has(file) ? [] : offered.map((name) => `${file} ${name}`).filter((one) => !wanted.has(one)),
  );
  expect(unused).toEqual([]);
});

test('every package is used, and every package that is used is in package.json', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
  const used = taken
    .filter(({ from }) => !from.startsWith('.') && !isBuiltin(from))
    .map(({ from }) => from.split('/', from.startsWith('@') ? 2 : 1).join('/'));
  expect([...new Set([...used, ...PACKAGES_WITHOUT_IMPORT])].toSorted()).toEqual(
    Object.keys({ ...dependencies, ...devDependencies }).toSorted(),
  );
});

function read(file: string): Module {
  const text = readFileSync(file, 'utf8');
  const { program, module } = parseSync(file, text);
  const mentions: string[] = [];
  const imported: Taken[] = [];
  const take = (specifier: string, name: string | null) =>
    imported.push({ from: specifier.startsWith('.') ? `./${join(file, '..', specifier)}` : specifier, name });
  new Visitor({
    Identifier: ({ name }) => void mentions.push(name),
    JSXIdentifier: ({ name }) => void mentions.push(name),
    TSImportType: ({ source }) => void take(source.value, null),
    CallExpression: ({ callee, arguments: [first] }) => {
      const isResolved = /^(?:import\.meta|createRequire\(.*\))\.resolve$/.test(
        text.slice(callee.start, callee.end),
      );
      if (isResolved && first?.type === 'Literal') take(String(first.value), null);
    },
  }).visit(program);
  for (const { moduleRequest, entries } of module.staticImports) {
    if (entries.length === 0) take(moduleRequest.value, null);
    for (const { importName } of entries) take(moduleRequest.value, importName.name);
  }
  for (const { moduleRequest, importName } of module.staticExports.flatMap(({ entries }) => entries))
    if (moduleRequest) take(moduleRequest.value, importName.name);
  for (const { moduleRequest } of module.dynamicImports) {
    const specifier = text.slice(moduleRequest.start, moduleRequest.end);
    // One that is computed names nothing.
    if (/^['"]/.test(specifier)) take(specifier.slice(1, -1), null);
  }
  const offered = module.staticExports
    .flatMap(({ entries }) => entries.flatMap(({ exportName }) => exportName.name ?? []))
    .filter((name) => mentions.filter((one) => one === name).length < 2);
  return { taken: imported, offered };
}
