import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Row } from '../../messages/message.ts';

const FOLDER = new URL('../../messages/', import.meta.url);

const catalogues: Record<string, Row>[] = [];
for (const file of readdirSync(FOLDER)) {
  const exported = Object.values(await import(new URL(file, FOLDER).href)) as object[];
  catalogues.push(...exported.filter(isCatalogue));
}
const rows = catalogues.flatMap((catalogue) => Object.entries(catalogue));

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

function isCatalogue(value: unknown): value is Record<string, Row> {
  if (typeof value !== 'object' || value === null) return false;
  const all = Object.values(value);
  return all.length > 0 && all.every((row) => typeof row?.en === 'string' && typeof row?.ko === 'string');
}

/** Without placeholders, flags and commands, which are the same in every language. */
function wordsOf(text: string): string[] {
  return text.replaceAll(/\{[^}]*\}|--\S+|kubectl [^;:]*/gu, '').match(/\b[a-z][a-z-]{2,}\b/gu) ?? [];
}
