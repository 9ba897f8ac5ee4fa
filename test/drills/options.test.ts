import { expect, it } from 'vitest';
import { parseOptions } from '../../drills/options.ts';

const drillsOf = (...words: string[]) =>
  parseOptions(words, ['self-healing', 'drift'], {}, ['watch'])?.drills;

it('all is every drill that ends by itself', () => {
  expect(drillsOf('all')).toEqual(['self-healing', 'drift']);
});

it('a drill that a person has to end is performed where it is named', () => {
  expect(drillsOf('watch')).toEqual(['watch']);
  expect(drillsOf('all', 'watch', 'drift')).toEqual(['self-healing', 'drift', 'watch']);
});

it('an unknown drill is refused with the names of all', () => {
  expect(() => drillsOf('surge')).toThrow(
    'unknown drill "surge"; there are: self-healing, drift, watch, or all',
  );
});
