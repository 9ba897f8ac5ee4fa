import { expect, test } from 'vitest';
import { bytes, cores, outOf } from '../../../../src/page/words/figures.ts';
import { Words } from '../../../../src/page/words/words.ts';

const MIB = 2 ** 20;

test.each([
  [26.4 * MIB, '26 MiB'],
  [1.5 * MIB, '1.5 MiB'],
  [3 * 1024 * MIB, '3.0 GiB'],
])('%d bytes are %s', (value, text) => {
  expect(bytes(value)).toBe(text);
});

test('CPU is written as in a manifest', () => {
  expect(cores(129.6)).toBe('130m');
});

test.each([
  [8.94, '8.9 ms', '8.9 ms'],
  [54.3, '54 ms', '54 ms'],
  [1234, '1.23 s', '1.23초'],
])('%d milliseconds are %s, in Korean %s', (value, english, korean) => {
  expect(new Words('en').latency(value)).toBe(english);
  expect(new Words('ko').latency(value)).toBe(korean);
});

test('a common unit is written once', () => {
  expect(outOf('127 MiB', '200 MiB')).toBe('127 / 200 MiB');
  expect(outOf('512 MiB', '2.0 GiB')).toBe('512 MiB / 2.0 GiB');
  expect(outOf('12m', '200m')).toBe('12m / 200m');
});
