import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { Connection, removeFrom } from '../../../src/plugins/connection.ts';

test.each([
  ['the first', [0, 1, 2]],
  ['the last', [2, 1, 0]],
  ['one in the middle', [1, 0, 2]],
])('one connection is removed from the open ones, and the others stay: %s', (_which, order) => {
  const all = [0, 1, 2].map(() => new Connection(new Socket()));
  const open: Connection[] = [];
  for (const connection of all) connection.index = open.push(connection) - 1;
  const left = new Set(all);
  for (const index of order) {
    const connection = all[index] as Connection;
    removeFrom(open, connection);
    left.delete(connection);
    expect(new Set(open)).toEqual(left);
    expect(open.length).toBe(left.size);
  }
});
