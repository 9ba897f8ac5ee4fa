import { describe, expect, test } from 'vitest';
import { Pod, sheddingBetween } from '../../../../src/page/state/pod.ts';
import { Words } from '../../../../src/page/words/words.ts';
import { answerOf } from '../../../support/page-answers.ts';

function withShed(requestsInFlight: number, eventLoopDelay: number, changes = {}) {
  const { pressure } = answerOf('pod-a');
  const requestsShed = { requestsInFlight, eventLoopDelay };
  return answerOf('pod-a', { pressure: { ...pressure, requestsShed }, ...changes });
}

describe('what a pod sheds', () => {
  test('is what the pod refused between two answers, with the more frequent cause and its bound', () => {
    expect(sheddingBetween(withShed(1, 0), withShed(8, 2), 500)).toEqual({
      cause: 'requestsInFlight',
      requests: 7,
      bound: 1000,
      untilMs: 10_500,
    });
    expect(sheddingBetween(withShed(1, 0), withShed(2, 5), 0)).toMatchObject({
      cause: 'eventLoopDelay',
      requests: 5,
      bound: 250,
    });
  });

  test('is nothing where the counts do not change, and where a new process counts from zero', () => {
    expect(sheddingBetween(withShed(3, 4), withShed(3, 4), 0)).toBeNull();
    const restarted = { startedAt: '2026-11-23T09:05:00.000Z' };
    expect(sheddingBetween(withShed(3, 4), withShed(5, 6, restarted), 0)).toBeNull();
  });

  test('is shown until ten seconds after its end', () => {
    const pod = new Pod(withShed(0, 0), 0);
    pod.read(withShed(0, 0), { sentAtMs: 0, atMs: 0, latencyMs: 1 });
    pod.read(withShed(4, 0), { sentAtMs: 1000, atMs: 1000, latencyMs: 1 });
    pod.read(withShed(4, 0), { sentAtMs: 2000, atMs: 2000, latencyMs: 1 });
    expect(pod.sheddingAt(9000)).toMatchObject({ requests: 4 });
    expect(pod.sheddingAt(11_001)).toBeNull();
  });

  test('has a sentence with its cause and its bound in both languages', () => {
    const shedding = { cause: 'eventLoopDelay', requests: 5, bound: 250, untilMs: 0 } as const;
    const [en, ko] = [new Words('en'), new Words('ko')];
    expect(en.shedding(shedding)).toBe(
      'refuses requests with 503: its event loop is late by more than 250 ms',
    );
    expect(ko.shedding(shedding)).toBe('요청을 503으로 거부 중: 이벤트 루프가 250 ms 넘게 늦습니다');
    expect(en.shedding({ ...shedding, cause: 'requestsInFlight', bound: 1000 })).toBe(
      'refuses requests with 503: 1000 are in flight already',
    );
  });
});
