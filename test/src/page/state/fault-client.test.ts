import { expect, test } from 'vitest';
import { type Order, sendOrder } from '../../../../src/page/state/fault-client.ts';

const ORDER: Order = {
  method: 'POST',
  path: 'faults/cpu-load',
  pod: 'pod-b',
  parameters: { millicores: 100 },
  token: '',
};

/** Answers one after the other; the last one for ever. */
function service(...answers: (Response | Error)[]) {
  const asked: [string, RequestInit][] = [];
  return {
    asked,
    fetch: async (url: string, options: RequestInit) => {
      asked.push([url, options]);
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer instanceof Response) return answer.clone();
      throw answer;
    },
  };
}

const misdirected = () => Response.json({ statusCode: 421, message: 'this is pod-a' }, { status: 421 });
const done = () => Response.json({ pod: 'pod-b' }, { status: 202 });

test('an order for one pod is repeated until that pod takes it', async () => {
  const { asked, fetch } = service(misdirected(), misdirected(), done());
  const tries: number[] = [];
  const result = await sendOrder(ORDER, fetch, (count) => tries.push(count));
  expect(result).toEqual({ kind: 'done', answer: { pod: 'pod-b' } });
  expect(tries).toEqual([2, 3]);
  expect(asked.map(([url]) => url)).toEqual(Array(3).fill('faults/cpu-load?pod=pod-b'));
  expect(asked[0]?.[1]).toMatchObject({ method: 'POST', credentials: 'omit', body: '{"millicores":100}' });
});

test('the tries are bounded', async () => {
  const { asked, fetch } = service(misdirected());
  expect(await sendOrder(ORDER, fetch)).toEqual({ kind: 'missed', tries: 40 });
  expect(asked).toHaveLength(40);
});

test('a refusal is final, with its code', async () => {
  const refusal = Response.json(
    { statusCode: 409, message: 'no memory limit', code: 'no-memory-limit' },
    { status: 409 },
  );
  const { asked, fetch } = service(refusal);
  expect(await sendOrder(ORDER, fetch)).toEqual({
    kind: 'refused',
    statusCode: 409,
    message: 'no memory limit',
    code: 'no-memory-limit',
  });
  expect(asked).toHaveLength(1);
});

test('an order for whichever pod answers is sent once, even when no answer comes', async () => {
  const { asked, fetch } = service(new TypeError('Failed to fetch'));
  expect(await sendOrder({ ...ORDER, pod: null }, fetch)).toEqual({ kind: 'unanswered' });
  expect(asked.map(([url]) => url)).toEqual(['faults/cpu-load']);
});

test('a pod that has left the Service costs one try, and the order goes on', async () => {
  const { fetch } = service(new TypeError('Failed to fetch'), done());
  expect(await sendOrder(ORDER, fetch)).toMatchObject({ kind: 'done' });
});

test('the token is in the header and nowhere else', async () => {
  const { asked, fetch } = service(done());
  await sendOrder({ ...ORDER, token: 'geheim-geheim-78' }, fetch);
  expect(asked[0]?.[0]).not.toContain('geheim-geheim-78');
  expect(asked[0]?.[1].headers).toMatchObject({ authorization: 'Bearer geheim-geheim-78' });
});
