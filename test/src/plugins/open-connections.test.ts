import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { Connection } from '../../../src/plugins/connection.ts';
import { OpenConnections } from '../../../src/plugins/open-connections.ts';

test.each([
  ['the first', [0, 1, 2]],
  ['the last', [2, 1, 0]],
  ['one in the middle', [1, 0, 2]],
])('whichever goes before the others, the others are still there: %s', (_which, order) => {
  const all = [0, 1, 2].map(() => new Connection(new Socket()));
  const open = new OpenConnections();
  for (const connection of all) open.add(connection);
  const left = new Set(all);
  for (const index of order) {
    const connection = all[index] as Connection;
    open.delete(connection);
    left.delete(connection);
    expect(new Set(open)).toEqual(left);
    expect(open.size).toBe(left.size);
  }
});
