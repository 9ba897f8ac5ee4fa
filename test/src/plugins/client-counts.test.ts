import { expect, test } from 'vitest';
import type { InfoAnswer } from '../../../src/contract.ts';
import { buildTestApp } from '../../support/test-app.ts';

const asked = (name: string) => ({ url: '/hostname', headers: { 'x-app-client': name } });

test('answers are counted for each client that names itself, and for nobody else', async () => {
  const { app } = await buildTestApp();
  await app.inject('/hostname');
  await app.inject(asked('one'));
  await app.inject(asked('one'));
  await app.inject({ ...asked('two'), url: '/work?milliseconds=0' });
  await app.inject({ method: 'POST', url: '/faults/errors?status=503' });
  // This answer is counted, too.
  expect((await app.inject(asked('two'))).statusCode).toBe(503);
  const { answeredByClient } = (await app.inject('/info')).json<InfoAnswer>();
  expect(answeredByClient).toEqual({ one: 2, two: 2 });
});

test('a client cannot fill the memory with names', async () => {
  const { app } = await buildTestApp();
  for (let number = 0; number < 20; number++) await app.inject(asked(`${number}`.padEnd(100, 'x')));
  const names = Object.keys((await app.inject('/info')).json<InfoAnswer>().answeredByClient);
  expect(names).toHaveLength(16);
  expect(names.every((name) => name.length === 64)).toBe(true);
  expect(names.at(-1)).toMatch(/^19x/);
});
