import { describe, expect, test } from 'vitest';
import type { PageEvent } from '../../../../src/page/state/event-log.ts';
import type { OrderResult } from '../../../../src/page/state/fault-client.ts';
import type { LastState } from '../../../../src/page/state/known-fault.ts';
import { LESSONS } from '../../../../src/page/state/lessons.ts';
import { localeFor, Words } from '../../../../src/page/words/words.ts';
import { buildTestApp } from '../../../support/test-app.ts';

const clock = () => '09:00:00';
const lastState: LastState = {
  lifecycle: 'ready',
  isReady: true,
  memoryPercent: 30,
  memoryAgeSeconds: 2,
  faults: [],
};
const NOTHING_LOST = { 'no-answer': 0, timeout: 0, '5xx': 0, 'wrong-answer': 0 };

const WORDS = [new Words('en'), new Words('ko')] as const;
const [en, ko] = WORDS;

test('the page has a title, a hint and every step of each lesson, or says why there is no step', () => {
  for (const { id, steps } of LESSONS)
    for (const words of WORDS) {
      expect(words.find(`lesson.${id}`)).toBeTruthy();
      expect(words.find(`lesson.${id}.watchFor`)).toBeTruthy();
      for (const step of steps) expect(words.find(`lesson.${id}.step.${step}`)).toBeTruthy();
      if (steps.length === 0) expect(words.find(`lesson.${id}.unseen`)).toBeTruthy();
    }
});

test('both languages have words for every fault and every parameter of the API, and a sentence for its start', async () => {
  const { registry } = await buildTestApp();
  for (const { kind, parameters } of registry.kinds)
    for (const words of WORDS) {
      expect(words.find(`fault.${kind}`)).toBeTruthy();
      const names = Object.keys(parameters.properties);
      for (const name of names) expect(words.find(`parameter.${name}`)).toBeTruthy();
      const values = Object.fromEntries(names.map((name) => [name, 7]));
      const started = { kind: 'started', pod: 'pod-x', fault: kind, parameters: values } as const;
      const said = words.orderResult({ ...started, endsInSeconds: 7, ending: 'expiry' });
      expect(said).not.toMatch(/undefined|NaN|[{}]/);
      expect(said).toMatch(/^pod-x: .*7/);
      expect(said).not.toContain(`${kind} for`);
    }
});

describe('the log in words', () => {
  test.each<[PageEvent, string, string]>([
    [
      { kind: 'appeared', pod: 'app-7d9f8-x2x4z', version: '2.0.0' },
      'pod x2x4z appeared (version 2.0.0)',
      '파드 x2x4z 생성됨 (버전 2.0.0)',
    ],
    [
      { kind: 'restarted', pod: 'pod-y', afterSeconds: 31, cause: { kind: 'oom' } },
      'pod pod-y restarted after 31 s: OOMKilled, as the leak had announced',
      '파드 pod-y 재시작됨, 가동 시간 31초: 예고된 메모리 누수로 OOMKilled',
    ],
    [
      { kind: 'restarted', pod: 'pod-y', afterSeconds: 31, cause: { kind: 'unknown', lastState } },
      'pod pod-y restarted after 31 s: it was ready and did not drain',
      '파드 pod-y 재시작됨, 가동 시간 31초: 준비된 상태였고 드레인하지 않음',
    ],
    [
      {
        kind: 'restarted',
        pod: 'pod-y',
        afterSeconds: 31,
        cause: { kind: 'unknown', lastState: { ...lastState, memoryPercent: 97 } },
      },
      'pod pod-y restarted after 31 s: memory was at 97\u00a0% 2 s before',
      '파드 pod-y 재시작됨, 가동 시간 31초: 2초 전 메모리 97%',
    ],
    [
      { kind: 'lost', count: 2, seconds: 0.4, byKind: { ...NOTHING_LOST, 'no-answer': 2 } },
      '2 requests lost (no answer 2)',
      '요청 2개 유실 (응답 없음 2)',
    ],
    [
      { kind: 'left', pod: 'pod-y', lastSeenMs: 0, status: 'finished', lastState },
      'pod pod-y left, last seen at 09:00:00: it drained',
      '파드 pod-y 사라짐, 마지막 응답 09:00:00: 드레인 후 종료됨',
    ],
    [
      { kind: 'left', pod: 'pod-y', lastSeenMs: 0, status: 'crashed', lastState },
      'pod pod-y left, last seen at 09:00:00: it was ready and did not drain',
      '파드 pod-y 사라짐, 마지막 응답 09:00:00: 준비된 상태였고 드레인하지 않음',
    ],
  ])('%j', (event, english, korean) => {
    expect(en.event(event, clock)).toBe(english);
    expect(ko.event(event, clock)).toBe(korean);
  });
});

describe('the result of an order in words', () => {
  test.each<[OrderResult, string, string]>([
    [
      {
        kind: 'stopped',
        stopped: 2,
        of: 3,
        missed: [{ pod: 'app-x-zz9pl', status: 'unready', endsInSeconds: 40.2 }],
      },
      '2 of 3 stopped; zz9pl is not ready, its fault ends by itself in 41 s.',
      '3개 중 2개 중지. zz9pl 준비 안 됨, 장애는 41초 뒤 저절로 끝남.',
    ],
    [
      { kind: 'out-of-bounds', parameter: 'percent', minimum: 1, maximum: 100, value: '200' },
      'Share (%) must be 1 to 100, got 200.',
      '비율(%): 1–100 값이어야 합니다(입력: 200).',
    ],
    [
      { kind: 'refused', statusCode: 409, code: 'no-memory-limit', message: 'no memory limit' },
      'Refused: no memory limit would end the leak. Set one, or fill in At most (MiB).',
      '거부됨: 누수를 끝낼 메모리 제한이 없습니다. 제한을 정하거나 최대(MiB)를 입력하십시오.',
    ],
    [
      {
        kind: 'refused',
        statusCode: 400,
        code: 'delay-too-long',
        figures: { maximumMilliseconds: 15_000, askedMilliseconds: 16_000 },
        message: 'as the API says it',
      },
      'Refused: delay and jitter may be 15000 ms together, got 16000 ms.',
      '거부됨: 지연과 지터의 합은 15000 ms를 넘을 수 없습니다(입력: 16000 ms).',
    ],
    [
      { kind: 'refused', statusCode: 503, message: 'a reason without a code' },
      'Refused: a reason without a code',
      '거부됨: a reason without a code',
    ],
    [{ kind: 'wrong-token' }, 'The token is wrong.', '토큰이 올바르지 않습니다.'],
  ])('%j', (result, english, korean) => {
    expect(en.orderResult(result)).toBe(english);
    expect(ko.orderResult(result)).toBe(korean);
  });
});

test.each([
  [['ko-KR', 'en'], 'ko'],
  [['en-GB', 'ko'], 'en'],
  [['de', 'ko'], 'ko'],
  [['de'], 'en'],
  [[], 'en'],
] as const)('a browser that prefers %j gets %s', (preferred, language) => {
  expect(localeFor(preferred)).toBe(language);
});
