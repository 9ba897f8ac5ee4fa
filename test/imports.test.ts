import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readImports } from './support/module-imports.ts';

const SRC = fileURLToPath(new URL('../src', import.meta.url));
const DRILLS = fileURLToPath(new URL('../drills', import.meta.url));

/** What a folder or file of src/ may import to use, and what only as a type. Imports point one way. */
interface Room {
  readonly use: readonly string[];
  readonly types?: readonly string[];
}

/** main -> app -> { routes, plugins } -> (types of) service -> { faults, lifecycle, identity, config }. */
const ROOMS: Readonly<Record<string, Room>> = {
  'contract.ts': { use: ['typebox'] },
  'headers.ts': { use: [] },
  'validation.ts': { use: ['typebox'] },
  'container.ts': { use: [] },
  'thread-cpu.ts': { use: [] },
  'config.ts': { use: ['typebox', 'validation.ts'] },
  'identity.ts': { use: [], types: ['config.ts'] },
  'log-rate-limit.ts': { use: [] },
  'compile-early.ts': { use: [] },
  'lifecycle.ts': { use: [], types: ['contract.ts'] },
  'termination-log.ts': { use: [] },
  'readiness-lead.ts': { use: [] },
  'announced-kill.ts': { use: [], types: ['faults/', 'readiness-lead.ts'] },
  'listen-error.ts': { use: [], types: ['config.ts'] },
  'pressure.ts': { use: [], types: ['contract.ts'] },
  'logging.ts': { use: ['pino', 'pino-pretty'], types: ['config.ts', 'identity.ts'] },
  // No HTTP, no Prometheus, no logger.
  'faults/': {
    use: ['typebox', 'container.ts', 'thread-cpu.ts', 'faults/'],
    types: ['contract.ts', 'readiness-lead.ts'],
  },
  'health.ts': {
    use: [],
    types: ['container.ts', 'contract.ts', 'faults/', 'lifecycle.ts', 'readiness-lead.ts'],
  },
  'negotiation.ts': { use: [] },
  'schemas.ts': { use: ['validation.ts'], types: ['contract.ts', 'fastify', 'typebox'] },
  // What a browser gets.
  'page/': { use: ['page/', '../messages/', 'headers.ts', 'preact', 'uplot'], types: ['contract.ts'] },
  'page-assets.ts': { use: [] },
  'metrics/': {
    use: ['prom-client', 'metrics/'],
    types: ['container.ts', 'faults/', 'health.ts', 'identity.ts', 'lifecycle.ts', 'pressure.ts'],
  },
  'service.ts': {
    use: [],
    types: [
      'config.ts',
      'container.ts',
      'faults/',
      'health.ts',
      'identity.ts',
      'lifecycle.ts',
      'metrics/',
      'pressure.ts',
      'readiness-lead.ts',
      'termination-log.ts',
    ],
  },
  'plugins/': {
    use: ['fastify', '@fastify/under-pressure', 'contract.ts', 'headers.ts', 'log-rate-limit.ts', 'plugins/'],
    types: ['faults/', 'pressure.ts', 'service.ts'],
  },
  'routes/': {
    use: [
      'fastify',
      '@fastify/swagger',
      'typebox',
      'contract.ts',
      'negotiation.ts',
      'page-assets.ts',
      'plugins/',
      'routes/',
      'schemas.ts',
      'thread-cpu.ts',
      'validation.ts',
    ],
    types: ['container.ts', 'faults/', 'identity.ts', 'service.ts'],
  },
  'app.ts': {
    use: ['fastify', 'health.ts', 'metrics/', 'plugins/', 'pressure.ts', 'routes/', 'schemas.ts'],
    types: ['faults/', 'service.ts'],
  },
  'main.ts': {
    use: [
      'close-with-grace',
      'announced-kill.ts',
      'app.ts',
      'compile-early.ts',
      'config.ts',
      'container.ts',
      'faults/',
      'identity.ts',
      'lifecycle.ts',
      'listen-error.ts',
      'logging.ts',
      'readiness-lead.ts',
      'termination-log.ts',
    ],
    types: ['pino'],
  },
  // Runs beside the service while the image is built.
  'warm-up.ts': { use: [] },
};

const sources = files(SRC).map((path) => ({ path, text: readFileSync(join(SRC, path), 'utf8') }));

test('every file of src/ is in the table', () => {
  expect(sources.map(({ path }) => path).filter((path) => roomOf(path) === undefined)).toEqual([]);
});

describe('who may import whom', () => {
  test.each(sources.filter(({ path }) => isScript(path)))('$path', ({ path }) => {
    const room = ROOMS[roomOf(path) ?? ''];
    const forbidden = imports(path).filter(({ target, isType }) => {
      if (builtinModules.includes(target.replace('node:', '')) && target.startsWith('node:')) return false;
      return !(room?.use.includes(target) || (isType && room?.types?.includes(target)));
    });
    expect(forbidden).toEqual([]);
  });
});

describe('each of these has one place', () => {
  const code = sources.filter(({ path }) => isScript(path) && path !== 'warm-up.ts');
  const naming = (pattern: RegExp) =>
    code.filter(({ text }) => pattern.test(withoutComments(text))).map(({ path }) => path);

  test('config.ts is the only reader of process.env', () => {
    expect(naming(/process\s*\.\s*env\b|process\[/)).toEqual(['config.ts']);
  });

  test('main.ts is the only file that listens, traps signals or exits', () => {
    expect(naming(/\.listen\(/)).toEqual(['main.ts']);
    expect(naming(/process\.(exit|abort|kill|reallyExit)\b|process\.exitCode/)).toEqual(['main.ts']);
    expect(naming(/closeWithGrace\(|process\.(on|once|addListener)\(/)).toEqual(['main.ts']);
  });

  test('no code compares URLs: the scope of a route decides whether faults hit it', () => {
    expect(naming(/\burl\.(startsWith|includes|match)|\.url\s*===/)).toEqual([]);
  });

  test('nothing is exported by default, and no file only re-exports', () => {
    expect(naming(/export default|export \* from|export \{[^}]*\} from/)).toEqual([]);
  });

  test('no module has state that changes', () => {
    // This script runs once in a document.
    expect(naming(/^(export )?let /m).filter((path) => path !== 'page/main.tsx')).toEqual([]);
  });
});

test('drills/ takes nothing from src/ but the types of the HTTP contract and the names of its headers', () => {
  const taken = files(DRILLS)
    .filter((path) => isScript(path))
    .flatMap((path) => imports(path, DRILLS))
    .filter(({ from }) => from.includes('/src/'))
    .map(({ from }) => from.replace(/^.*\/src\//, ''));
  expect(taken.filter((path) => path !== 'contract.ts' && path !== 'headers.ts')).toEqual([]);
});

test.each([
  ['drills', DRILLS],
  ['src/page', join(SRC, 'page')],
])('%s/ imports only types from the contract, not its schemas', (_house, folder) => {
  const values = files(folder)
    .filter((path) => isScript(path))
    .flatMap((path) =>
      imports(path, folder)
        .filter(({ from, isType }) => from.endsWith('/contract.ts') && !isType)
        .map(() => path),
    );
  expect(values).toEqual([]);
});

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function isScript(path: string): boolean {
  return /\.tsx?$/.test(path);
}

function roomOf(path: string): string | undefined {
  const [first = ''] = path.split('/');
  const room = path.includes('/') ? `${first}/` : first;
  return room in ROOMS ? room : undefined;
}

/** What a file of this folder imports: a folder or file of src/, or a package. */
function imports(path: string, folder = SRC): { from: string; target: string; isType: boolean }[] {
  return readImports(join(folder, path)).map(({ from, isType }) => ({
    from,
    target: targetOf(path, from),
    isType,
  }));
}

function targetOf(path: string, from: string): string {
  if (!from.startsWith('.'))
    return from.startsWith('@') || from.startsWith('node:') ? from : (from.split('/')[0] ?? '');
  const target = relative(SRC, join(SRC, path, '..', from));
  return target.startsWith('../messages/') ? '../messages/' : (roomOf(target) ?? target);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
