import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readImports } from './support/module-imports.ts';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));
const ARCHITECTURE = join(PROJECT, 'docs/architecture.md');
const HOUSES = ['scripts', 'src', 'drills', 'cluster', 'observability'];

/** Which room imports from which, types included: `src/routes` -> `src/plugins`. */
const arrows = drawArrows();

/** What a top-level folder may import from another one. imports.test.ts has a finer table of src/. */
const TAKES: Readonly<Record<string, readonly string[]>> = {
  scripts: [],
  src: [],
  drills: ['scripts', 'src/contract.ts', 'src/headers.ts', 'observability/stack'],
  cluster: ['scripts', 'scripts/images'],
  observability: ['scripts', 'cluster', 'drills/cluster', 'drills/judging', 'drills/timeline.ts'],
};

test.each(Object.entries(TAKES))(
  '%s/ imports nothing from another top-level folder but %j',
  (house, allowed) => {
    const taken = [...arrows]
      .filter(([from]) => houseOf(from) === house)
      .flatMap(([, targets]) => [...targets]);
    expect(taken.filter((room) => houseOf(room) !== house && !allowed.includes(room))).toEqual([]);
  },
);

test('every arrow between rooms points one way, types included', () => {
  expect(findCycle(arrows)).toBeNull();
});

test('a cycle of rooms is found', () => {
  const circle = new Map([
    ['a', new Set(['b'])],
    ['b', new Set(['c'])],
    ['c', new Set(['a'])],
  ]);
  expect(findCycle(circle)).toEqual(['a', 'b', 'c', 'a']);
});

test('the picture in docs/architecture.md is what the imports draw (`npm test -- -u` draws it anew)', async () => {
  const page = readFileSync(ARCHITECTURE, 'utf8');
  const picture = ['```mermaid', 'flowchart TD', ...nodes(), ...edges(), '```'].join('\n');
  const drawn = page.replace(/```mermaid\nflowchart TD\n[\s\S]*?```/, picture);
  expect(page).toContain('```mermaid\nflowchart TD');
  await expect(drawn).toMatchFileSnapshot(ARCHITECTURE);
});

function drawArrows(): Map<string, Set<string>> {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...HOUSES], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  const found = new Map<string, Set<string>>();
  for (const file of files
    .split('\n')
    .sort()
    .filter((name) => /\.tsx?$/.test(name))) {
    if (!existsSync(join(PROJECT, file))) continue;
    const from = roomOf(file);
    const targets = found.get(from) ?? new Set();
    found.set(from, targets);
    for (const target of importsOf(file))
      if (HOUSES.includes(houseOf(target)) && roomOf(target) !== from) targets.add(roomOf(target));
  }
  return found;
}

function importsOf(file: string): string[] {
  return readImports(join(PROJECT, file))
    .filter(({ from }) => from.startsWith('.'))
    .map(({ from }) => normalize(join(dirname(file), from)));
}

function houseOf(room: string): string {
  return room.split('/')[0] ?? '';
}

/**
 * A room is a folder, two levels deep at most. A file outside of such a folder is a room of its own. The
 * files of scripts/ and cluster/ are one room each.
 */
function roomOf(path: string): string {
  const parts = path.split('/');
  if (parts.length === 1) return path;
  const isShared = parts[0] === 'scripts' && parts.length === 2;
  if (parts[0] === 'cluster' || isShared) return parts[0] ?? '';
  return parts.slice(0, 2).join('/');
}

function findCycle(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const finished = new Set<string>();
  const visit = (room: string, way: readonly string[]): string[] | null => {
    if (way.includes(room)) return [...way.slice(way.indexOf(room)), room];
    if (finished.has(room)) return null;
    for (const next of graph.get(room) ?? []) {
      const cycle = visit(next, [...way, room]);
      if (cycle) return cycle;
    }
    finished.add(room);
    return null;
  };
  for (const room of graph.keys()) {
    const cycle = visit(room, []);
    if (cycle) return cycle;
  }
  return null;
}

/**
 * The picture has the folders and each main.ts. It leaves out other files, and an arrow where a longer path
 * leads to the same room.
 */
function edges(): string[] {
  const boxes = [...arrows.keys()].filter(isBox);
  const reached = new Map(boxes.map((box) => [box, reachable(box)]));
  return boxes.flatMap((from) => {
    const targets = [...(reached.get(from) ?? [])].filter(isBox);
    const direct = targets.filter((to) => !targets.some((between) => reached.get(between)?.has(to)));
    return direct.sort().map((to) => `  ${idOf(from)} --> ${idOf(to)}`);
  });
}

function nodes(): string[] {
  const groups = Map.groupBy([...arrows.keys()].filter(isBox).sort(), houseOf);
  return [...groups].flatMap(([house, inside]) =>
    inside.length === 1
      ? [`  ${idOf(house)}["${house}/"]`]
      : [
          `  subgraph ${house}/`,
          ...inside.map((box) => `    ${idOf(box)}["${box.split('/')[1] ?? box}"]`),
          '  end',
        ],
  );
}

function isBox(room: string): boolean {
  return !room.endsWith('.ts') || room.endsWith('/main.ts');
}

function reachable(from: string, seen = new Set<string>()): Set<string> {
  for (const next of arrows.get(from) ?? [])
    if (!seen.has(next)) {
      seen.add(next);
      reachable(next, seen);
    }
  return seen;
}

function idOf(box: string): string {
  return box.replace(/\W+/g, '_');
}
