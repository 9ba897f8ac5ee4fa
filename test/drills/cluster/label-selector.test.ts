import { describe, expect, it } from 'vitest';
import { selectorText, selects } from '../../../drills/cluster/label-selector.ts';

const SELECTOR = {
  matchLabels: { app: 'web' },
  matchExpressions: [
    { key: 'tier', operator: 'In', values: ['a', 'b'] },
    { key: 'track', operator: 'NotIn', values: ['canary'] },
    { key: 'team', operator: 'Exists' },
    { key: 'old', operator: 'DoesNotExist' },
  ],
};

describe('a label selector', () => {
  it('is written as the API takes it', () => {
    expect(selectorText(SELECTOR)).toBe('app=web,tier in (a,b),track notin (canary),team,!old');
  });

  it.each([
    ['all that it asks for', { app: 'web', tier: 'b', team: 'x' }, true],
    ['another value', { app: 'api', tier: 'b', team: 'x' }, false],
    ['a value that is not listed', { app: 'web', tier: 'c', team: 'x' }, false],
    ['a missing label that has to be one of some values', { app: 'web', team: 'x' }, false],
    ['a value that is excluded', { app: 'web', tier: 'a', team: 'x', track: 'canary' }, false],
    ['a missing label', { app: 'web', tier: 'a' }, false],
    ['a label that must not exist', { app: 'web', tier: 'a', team: 'x', old: '' }, false],
  ])('%s', (_, labels, isSelected) => {
    expect(selects(SELECTOR, labels)).toBe(isSelected);
  });

  it('selects everything where it is empty', () => {
    expect(selects({}, { app: 'web' })).toBe(true);
    expect(selectorText({})).toBe('');
  });
});
