import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Row } from '../../messages/message.ts';

const FOLDER = new URL('../../messages/', import.meta.url);
/** The catalogues of the page's bundle; all others are in MESSAGES. */
const OF_THE_PAGE = ['page.ts', 'page-faults.ts'];
/** The page's switches say `${name}Hint`. */
const SAID_OTHERWISE = ['keepAliveHint', 'backgroundHint'];

const catalogues: { readonly file: string; readonly rows: Record<string, Row> }[] = [];
for (const file of readdirSync(FOLDER).filter((one) => one !== 'all.ts')) {
  const exported = Object.values(await import(new URL(file, FOLDER).href)) as object[];
  catalogues.push(...exported.filter(isCatalogue).map((rows) => ({ file, rows })));
}
const rows = catalogues.flatMap((catalogue) => Object.entries(catalogue.rows));

test('no message is empty in one language only', () => {
  expect(rows.length).toBeGreaterThan(1000);
  const isEmpty = (text: string) => text.trim() === '';
  expect(rows.filter(([, { en, ko }]) => isEmpty(en) !== isEmpty(ko)).map(([name]) => name)).toEqual([]);
});

test('a message of several English words has Korean ones', () => {
  const untranslated = rows.filter(
    ([, { en, ko }]) => wordsOf(en).length > 1 && !/\p{Script=Hangul}/u.test(ko),
  );
  expect(untranslated.map(([name, { ko }]) => `${name}: ${ko}`)).toEqual([]);
});

test('a name is in one catalogue', () => {
  for (const isOfPage of [true, false]) {
    const together = catalogues.filter(({ file }) => OF_THE_PAGE.includes(file) === isOfPage);
    const names = together.flatMap((catalogue) => Object.keys(catalogue.rows));
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  }
});

test('every message is said', () => {
  const files = execFileSync('git', ['ls-files', 'src', 'drills', 'cluster', 'observability', 'scripts'], {
    cwd: new URL('../..', import.meta.url),
    encoding: 'utf8',
  });
  const code = files
    .split('\n')
    .filter((file) => /\.(?:tsx?|js)$/.test(file))
    .map((file) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'))
    .join('\n');
  // The code has the whole name, or its beginning before a value: `status.${status}`, `clocks.first${way}`.
  const isSaid = (name: string) => {
    const beginnings = [...name].map((_, end) => name.slice(0, end)).filter((part) => part.includes('.'));
    return code.includes(`'${name}'`) || beginnings.some((part) => code.includes(`\`${part}$\{`));
  };
  const names = catalogues.flatMap(({ rows }) => (Array.isArray(rows) ? [] : Object.keys(rows)));
  const silent = names.filter((name) => !isSaid(name) && !SAID_OTHERWISE.includes(name));
  expect(silent).toEqual([]);
  expect(isSaid('retired')).toBe(false);
});

function isCatalogue(value: unknown): value is Record<string, Row> {
  if (typeof value !== 'object' || value === null) return false;
  const all = Object.values(value);
  return all.length > 0 && all.every((row) => typeof row?.en === 'string' && typeof row?.ko === 'string');
}

/** The words without placeholders, flags and commands, which are the same in every language. */
function wordsOf(text: string): string[] {
  return text.replaceAll(/\{[^}]*\}|--\S+|kubectl [^;:]*/gu, '').match(/\b[a-z][a-z-]{2,}\b/gu) ?? [];
}
