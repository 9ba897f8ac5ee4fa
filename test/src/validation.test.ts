import { Enum, Integer, Optional, Number as TNumber, Object as TObject, String as TString } from 'typebox';
import { expect, describe as group, test } from 'vitest';
import {
  describe,
  fromText,
  parse,
  parseText,
  requireObject,
  ValidationError,
} from '../../src/validation.ts';

const Schema = TObject({
  seconds: Integer({ minimum: 1, maximum: 60, default: 10 }),
  pace: Optional(TNumber({ minimum: 0.1 })),
  kind: Enum(['a', 'b'] as const, { default: 'a' }),
});

group('parse', () => {
  test('fills in defaults and leaves out what is optional', () => {
    expect(parse(Schema, {})).toEqual({ seconds: 10, kind: 'a' });
  });

  test('names the field, what is allowed and the value', () => {
    expect(refusal(() => parse(Schema, { seconds: 61 }))).toBe(
      'seconds must be an integer from 1 to 60, got 61',
    );
    expect(refusal(() => parse(Schema, { pace: 0 }))).toBe('pace must be a number of at least 0.1, got 0');
    expect(refusal(() => parse(Schema, { kind: 'c' }))).toBe('kind must be one of a, b, got "c"');
  });

  test('does not turn text into numbers, which JSON has', () => {
    expect(refusal(() => parse(Schema, { seconds: '10' }))).toContain('got "10"');
  });

  test.each([null, true, [1], { a: 1 }, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %j', (value) => {
    expect(refusal(() => parse(Schema, { seconds: value }))).toContain('seconds must be an integer');
  });

  test('refuses an unknown field and tells the known ones', () => {
    expect(refusal(() => parse(Schema, { minutes: 1 }))).toBe(
      'unknown parameter "minutes"; known: seconds, pace, kind',
    );
    expect(refusal(() => parse(TObject({}), { a: 1 }, 'variable'))).toBe(
      'unknown variable "a"; there are no variables here',
    );
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    'takes %s for an unknown field like any other and touches no prototype',
    (name) => {
      const input = JSON.parse(`{"${name}": {"polluted": true}}`);
      expect(refusal(() => parse(Schema, input))).toContain(`unknown parameter "${name}"`);
      expect(refusal(() => parseText(Schema, input))).toContain(`unknown parameter "${name}"`);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  );

  test('shows at most 80 characters of what a stranger sent', () => {
    const line = refusal(() => parse(Schema, { seconds: 'x'.repeat(10_000) }));
    expect(line.length).toBeLessThan(150);
    const field = refusal(() => parse(Schema, { ['y'.repeat(10_000)]: 1 }));
    expect(field.length).toBeLessThan(150);
  });
});

group('parseText', () => {
  test.each([
    ['7', 7],
    ['007', 7],
    ['60', 60],
  ])('reads %j as a number', (text, value) => {
    expect(parseText(Schema, { seconds: text })).toMatchObject({ seconds: value });
  });

  test.each(['', ' 7', '7 ', '+7', '7.', '.7', '1e1', '0x7', '七', '1_0', '--7', '9'.repeat(400)])(
    'refuses %j where a number is wanted',
    (text) => {
      expect(refusal(() => parseText(Schema, { seconds: text }))).toContain('seconds must be an integer');
    },
  );

  test('refuses a field that is given twice', () => {
    expect(refusal(() => parseText(Schema, { seconds: ['1', '2'] }))).toContain('got ["1","2"]');
  });

  test('keeps text where text is wanted, even if it looks like a number', () => {
    expect(fromText(TObject({ name: TString() }), { name: '12' })).toEqual({ name: '12' });
  });
});

group('requireObject', () => {
  test.each([[[]], [null], ['text'], [5], [undefined]])('refuses %j', (value) => {
    expect(refusal(() => requireObject(value))).toContain('expected a JSON object of parameters');
  });
});

test('describe says in words what a schema allows', () => {
  expect(describe(Integer({ minimum: 1, maximum: 3600 }))).toBe('an integer from 1 to 3600');
  expect(describe(TNumber({ minimum: 0.1 }))).toBe('a number of at least 0.1');
  expect(describe(Integer())).toBe('an integer');
  expect(describe(Enum(['x', 'y']))).toBe('one of x, y');
  expect(describe(TString({ description: 'a path' }))).toBe('a path');
  expect(describe(TString())).toBe('text');
});

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(ValidationError);
    expect((error as ValidationError).statusCode).toBe(400);
    return (error as Error).message;
  }
  throw new Error('not refused');
}
