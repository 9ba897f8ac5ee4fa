import { expect, test } from 'vitest';
import { median, ratio, summarize } from '../../bench/statistics.ts';

test('the median of an odd number of values is the middle one, in whatever order they come', () => {
  expect(median([9, 1, 5])).toBe(5);
});

test('the median of an even number of values lies between the two in the middle', () => {
  expect(median([10, 1, 4, 2])).toBe(3);
});

test('numbers are sorted as numbers, not as text', () => {
  expect(median([100, 9, 20])).toBe(20);
});

test('there is no median of nothing', () => {
  expect(() => median([])).toThrow('no median');
});

test('a summary shows the spread beside the median', () => {
  expect(summarize([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
});

test('a turn in which everything was slow does not move the ratio', () => {
  expect(ratio([10, 100, 12], [10, 100, 12])).toBe(1);
  expect(ratio([11, 110, 11], [10, 100, 10])).toBeCloseTo(1.1);
});

test('a ratio of different turns is refused', () => {
  expect(() => ratio([1, 2], [1])).toThrow('same turns');
});
