import { expect, test } from 'vitest';
import { LOSS_COLOUR, versionStyles } from '../../../../src/page/state/version-style.ts';

test('versions keep the colour that they ask for, and each has its own shape', () => {
  const given = versionStyles(
    new Map([
      ['1.0.0', '#0072b2'],
      ['2.0.0', '#e69f00'],
    ]),
  );
  expect(given.get('1.0.0')).toEqual({ colour: '#0072b2', shape: 'square' });
  expect(given.get('2.0.0')).toEqual({ colour: '#e69f00', shape: 'circle' });
});

test('two versions that ask for the same colour get different ones', () => {
  const given = [
    ...versionStyles(
      new Map([
        ['1.0.0', '#0072b2'],
        ['1.1.0', '#0072b2'],
        ['1.2.0', '#0072b3'],
      ]),
    ).values(),
  ];
  expect(new Set(given.map(({ colour }) => colour)).size).toBe(3);
  expect(new Set(given.map(({ shape }) => shape)).size).toBe(3);
});

test.each([LOSS_COLOUR, '#c80030', '#d0102f'])('no version looks like a loss by asking for %s', (colour) => {
  expect(versionStyles(new Map([['1.0.0', colour]])).get('1.0.0')?.colour).toBe('#0072b2');
});

test('an invalid colour is replaced', () => {
  expect(versionStyles(new Map([['1.0.0', 'url(x)']])).get('1.0.0')?.colour).toBe('#0072b2');
});

test('a tenth version still has a style', () => {
  const versions = new Map(Array.from({ length: 10 }, (_, index) => [`1.${index}.0`, '#0072b2'] as const));
  expect(versionStyles(versions).size).toBe(10);
});

test('a version has the same style in whatever order versions appear', () => {
  const met = [
    ['1.0.0', '#0072b2'],
    ['2.0.0', '#e69f00'],
    ['1.1.0', '#0072b2'],
    ['canary', '#0072b2'],
  ] as const;
  const one = versionStyles(new Map(met));
  const other = versionStyles(new Map(met.toReversed()));
  for (const [version] of met) expect([version, other.get(version)]).toEqual([version, one.get(version)]);
  expect(versionStyles(new Map([['2.0.0', '#e69f00']])).get('2.0.0')).toEqual({
    colour: '#e69f00',
    shape: 'circle',
  });
});
