import { expect, test } from 'vitest';
import { keepPreferences, readPreferences } from '../../../../src/page/state/preferences.ts';

const DEFAULTS = { language: null, theme: 'auto', ratePerSecond: 10, keepAlive: false, background: false };

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

test('choices are kept until the next visit', () => {
  const storage = memory();
  expect(readPreferences(() => storage)).toEqual(DEFAULTS);
  const chosen = {
    language: 'ko',
    theme: 'dark',
    ratePerSecond: 20,
    keepAlive: true,
    background: true,
  } as const;
  keepPreferences(() => storage, chosen);
  expect(readPreferences(() => storage)).toEqual(chosen);
});

test.each([
  '',
  'null',
  '[]',
  '{"ratePerSecond":100000,"theme":"pink","language":"xx","keepAlive":"yes","background":1}',
  '{',
])('invalid stored text gives the defaults: %j', (written) => {
  expect(readPreferences(() => ({ getItem: () => written }))).toEqual(DEFAULTS);
});

test('a browser that keeps nothing gets the defaults', () => {
  const refuse = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  expect(readPreferences(refuse)).toEqual(DEFAULTS);
  expect(() => keepPreferences(refuse, { ...DEFAULTS, language: null, theme: 'auto' })).not.toThrow();
});
