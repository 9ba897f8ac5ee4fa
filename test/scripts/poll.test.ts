import { expect, test } from 'vitest';
import { poll } from '../../scripts/poll.ts';

test('asks until the answer is good, and gives it back', async () => {
  let asked = 0;
  const answer = await poll(
    async () => ++asked,
    (count) => count === 3,
    { everyMs: 1 },
  );
  expect(answer).toBe(3);
  expect(asked).toBe(3);
});

test('gives back the last answer when the time is over', async () => {
  let asked = 0;
  const answer = await poll(
    () => ++asked,
    () => false,
    { everyMs: 1, withinMs: 20 },
  );
  expect(answer).toBe(asked);
  expect(asked).toBeGreaterThan(1);
});

test('asks once where there is no time', async () => {
  let asked = 0;
  await poll(
    () => ++asked,
    () => false,
    { everyMs: 1, withinMs: -1 },
  );
  expect(asked).toBe(1);
});

test('what fails is not asked again', async () => {
  let asked = 0;
  const answer = poll(
    () => {
      asked += 1;
      throw new Error('no such pod');
    },
    () => false,
    { everyMs: 1 },
  );
  await expect(answer).rejects.toThrow('no such pod');
  expect(asked).toBe(1);
});

test('an abort ends the pause and is thrown with its reason', async () => {
  const controller = new AbortController();
  const answer = poll(
    () => controller.abort(new Error('Ctrl-C')),
    () => false,
    { everyMs: 3_600_000, signal: controller.signal },
  );
  await expect(answer).rejects.toThrow('Ctrl-C');
});
