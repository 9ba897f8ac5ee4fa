import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Happening, LastWords } from '../../src/page/events.ts';
import { languageFor, WORDS } from '../../src/page/words.ts';
import { buildTestApp } from '../test-app.ts';

const page = (file: string) => readFileSync(new URL(`../../src/page/${file}`, import.meta.url), 'utf8');
const clock = () => '09:00:00';
const lastWords: LastWords = { lifecycle: 'ready', unreadyReason: null, memoryPercent: 97, faults: [] };

describe('both languages', () => {
  test('have the same words', () => {
    expect(Object.keys(WORDS.ko.fixed).toSorted()).toEqual(Object.keys(WORDS.en.fixed).toSorted());
    expect(Object.keys(WORDS.ko.losses)).toEqual(Object.keys(WORDS.en.losses));
  });

  test('have words for everything that the document names, and no more words than are used', () => {
    const html = page('index.html');
    const named = [...html.matchAll(/data-(?:words|title)="([^"]+)"/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(10);
    for (const name of named) expect(WORDS.ko.fixed).toHaveProperty([name]);
    const code = ['main', 'stream', 'cards', 'fault-panel', 'plot', 'log-view'].map((each) =>
      page(`${each}.ts`),
    );
    const states = [
      'cpu',
      'memory',
      'ready',
      'unready',
      'draining',
      'starting',
      'silent',
      'theme-auto',
      'theme-light',
      'theme-dark',
    ];
    for (const name of Object.keys(WORDS.en.fixed)) {
      const isUsed =
        named.includes(name) ||
        states.includes(name) ||
        code.some((each) => new RegExp(`fixed\\.${name}\\b|'${name}'`).test(each));
      expect([name, isUsed]).toEqual([name, true]);
    }
  });

  test('the document says in English what the page says in English, for whoever has no JavaScript yet', () => {
    const said = page('index.html').matchAll(/data-words="([^"]+)"[^>]*>([^<]+)</g);
    for (const [, name = '', text] of said) expect([name, text]).toEqual([name, WORDS.en.fixed[name]]);
  });
});

test('Korean has words for every fault and every parameter of the API', async () => {
  const { registry } = await buildTestApp();
  for (const { kind, parameters } of registry.kinds) {
    expect(WORDS.ko.faults).toHaveProperty([kind]);
    for (const name of Object.keys(parameters.properties)) expect(WORDS.ko.parameters).toHaveProperty([name]);
  }
});

describe('the log in words', () => {
  test.each<[Happening, string, string]>([
    [
      { kind: 'appeared', pod: 'app-7d9f8-x2x4z', version: '2.0.0' },
      'pod x2x4z appeared (version 2.0.0)',
      '파드 x2x4z 나타남 (버전 2.0.0)',
    ],
    [
      { kind: 'restarted', pod: 'pod-y', afterSeconds: 31, lastWords },
      'pod pod-y restarted after 31 s, memory was at 97\u00a0%',
      '파드 pod-y 재시작됨, 31초 동안 실행된 뒤, 메모리 97%였음',
    ],
    [
      {
        kind: 'lost',
        count: 2,
        seconds: 0.4,
        byKind: { 'no-answer': 2, timeout: 0, '5xx': 0, 'wrong-answer': 0 },
      },
      '2 requests lost (no answer 2)',
      '요청 2개 유실 (응답 없음 2)',
    ],
    [
      { kind: 'left', pod: 'pod-y', lastSeenMs: 0, lastWords: { ...lastWords, lifecycle: 'draining' } },
      'pod pod-y left, last seen at 09:00:00: it drained',
      '파드 pod-y 떠남, 마지막 응답 09:00:00: 정상적으로 종료됨',
    ],
  ])('%j', (happening, english, korean) => {
    expect(WORDS.en.happening(happening, clock)).toBe(english);
    expect(WORDS.ko.happening(happening, clock)).toBe(korean);
  });
});

test.each([
  [['ko-KR', 'en'], 'ko'],
  [['en-GB', 'ko'], 'en'],
  [['de', 'ko'], 'ko'],
  [['de'], 'en'],
  [[], 'en'],
] as const)('a browser that prefers %j gets %s', (preferred, language) => {
  expect(languageFor(preferred)).toBe(language);
});
