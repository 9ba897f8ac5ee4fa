import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { replay } from '../../drills/command/replay.ts';
import { judgeSelfHealing } from '../../drills/lessons/self-healing.ts';
import { reportHtml } from '../../drills/report/html.ts';
import { marksOf } from '../../drills/report/marks.ts';
import { sayVerdict } from '../../drills/report/said-verdict.ts';
import { printVerdict } from '../../drills/report/terminal/verdict-lines.ts';
import type { Timeline } from '../../drills/timeline.ts';
import { message, MESSAGES } from '../../messages/all.ts';
import { languageFor, sayIn } from '../../messages/say.ts';
import { wordsLeft } from '../support/words-left.ts';

const say = sayIn('ko');

const recordings = ['drills/recordings', 'test/drills/recordings'].flatMap((folder) =>
  globSync(`${folder}/*.json.gz`),
);

const SAID = [
  /\b(?:name|title|expected|actual|remedy|left|done|summary|help|byDefault|shownAs):\s+(?:'([^'\n]+)'|`([^`\n]+)`),/gu,
  /\.(?:note|action|hold|until|untilOrFor|untilRolledOut)\(\s*(?:'([^'\n]+)'|`([^`\n]+)`)/gu,
  /\b(?:check|notChecked|checkFacts|skipped)\(\s*(?:'([^'\n]+)'|`([^`\n]+)`)/gu,
  /\bterminal\.(?:say|ask|complain)\((?:'[^'\n]*', )?(?:'([^'\n]+)'|`([^`\n]+)`)/gu,
  /new (?:Refusal|UsageError|DrillFailure|StepFailure)\(\s*(?:'([^'\n]+)'|`([^`\n]+)`)/gu,
];

/** The sentences in the source that are plain strings, with 7 for each value. */
function stringsInSource(): string[] {
  const rooms = ['cluster/**', 'drills/**', 'observability/{check,install,stack}/*', 'observability/main'];
  const files = globSync([...rooms, 'scripts/*'].map((room) => `${room}.ts`));
  return files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return SAID.flatMap((pattern) =>
      [...text.matchAll(pattern)].map(
        ([, plain, template = '']) => plain ?? template.replace(/\$\{[^}]*\}/gu, '7'),
      ),
    );
  });
}

describe('the language of a reader', () => {
  it.each([
    ['ko', {}, 'ko'],
    ['en', { LANG: 'ko_KR.UTF-8' }, 'en'],
    [undefined, { LANG: 'ko_KR.UTF-8' }, 'ko'],
    [undefined, { LANG: 'ko_KR.UTF-8', LC_ALL: 'C.UTF-8' }, 'en'],
    [undefined, {}, 'en'],
  ] as const)('is for the flag %s and the locale %o: %s', (flag, environment, language) => {
    expect(languageFor(flag, environment)).toBe(language);
  });
});

describe('Korean', () => {
  it.each(Object.entries(MESSAGES))('uses the values of the English: %s', (_, { en, ko }) => {
    const names = (text: string) => new Set([...text.matchAll(/\{(\w+)/gu)].map(([, name]) => name));
    expect(names(ko)).toEqual(names(en));
  });

  it('says every sentence of every recording: verdicts, figures, and what happened', async () => {
    for (const { verdict, timeline } of await replay(recordings)) {
      const { drill, checks, figures, reason, headline } = sayVerdict(verdict, say);
      const sentences = [
        ...[reason, headline, ...Object.keys(figures), ...Object.values(figures)],
        ...checks.flatMap((one) => [one.name, one.expected, one.actual]),
        ...marksOf(timeline).map(({ label }) => say(label)),
      ];
      for (const sentence of sentences) expect(wordsLeft(sentence), `${drill}: ${sentence}`).toEqual([]);
    }
  });

  it('has its own word for the seconds, minutes and hours of every recording, in report and terminal', async () => {
    const drills = await replay(recordings);
    const lines: string[] = [];
    for (const { verdict } of drills) printVerdict(verdict, (line) => lines.push(line), say);
    const page = await reportHtml(drills, { language: 'ko', say });
    const read = page.replace(/<(style|script)[^>]*>.*?<\/\1>/gsu, '');
    // ms is ms in both languages.
    const inEnglish = /.{0,40}(?<![\w.-])\d[\d.]*\s?(?:s|secs?|seconds?|mins?|minutes?|h|hours?)\b.{0,10}/gu;
    for (const text of [read, lines.join('\n')]) {
      expect(text.match(/\d초/gu)?.length).toBeGreaterThan(20);
      expect(text.match(inEnglish) ?? []).toEqual([]);
      expect(text).not.toMatch(/(?<!\S)-\d[\d.]*초/u);
    }
  });

  it('is there for whatever the source says: no sentence is a string', () => {
    expect(stringsInSource().length).toBeGreaterThan(20);
    expect(stringsInSource().filter((text) => wordsLeft(text).length > 0)).toEqual([]);
  });

  it('leaves nothing of a failed drill in English', async () => {
    const [found] = await replay(['drills/recordings/self-healing.json.gz']);
    const requests = found?.timeline.requests.map((one) => ({ ...one, outcome: 'refused' as const })) ?? [];
    const timeline = {
      ...(found?.timeline as Timeline),
      requests,
      facts: { gaveUp: message('interrupted') },
    };
    const verdict = sayVerdict(judgeSelfHealing(timeline), say);
    expect(verdict.result).toBe('FAIL');
    for (const { name, expected, actual, remedy = '' } of verdict.checks)
      for (const sentence of [name, expected, actual, remedy]) expect(wordsLeft(sentence)).toEqual([]);
  });

  it('says a sentence with its figures, and what stands in it in turn', () => {
    expect(say(message('traffic.sentWithoutOutcome', { sent: 1544, missing: 0, twice: 0 }))).toBe(
      '1,544건 전송, 결과 없음 0건, 중복 집계 0건',
    );
    expect(say(message('waiting', { what: message('reach.toAnswer') }))).toBe('대기 중: 서비스의 응답');
  });

  it('says each of several sentences in a row', () => {
    const shares = { all: 88, low: 31, high: 57 };
    const items = [
      message('traffic-routing.shareInRange', { pod: 'pod-a', count: 43, ...shares }),
      message('traffic-routing.shareInRange', { pod: 'pod-b', count: 45, ...shares }),
    ];
    expect(say(message('sentences', { items }))).toBe(
      'pod-a 88건 중 43건 (31~57); pod-b 88건 중 45건 (31~57)',
    );
  });

  it('leaves a name as it is, and says a message of another release in English', () => {
    expect(say('CrashLoopBackOff')).toBe('CrashLoopBackOff');
    expect(say({ name: 'of.another.release', values: {}, text: 'something new' })).toBe('something new');
  });

  it('is the language of the page that it is written in', async () => {
    const results = await replay([]);
    const page = await reportHtml(results, { language: 'ko', say });
    expect(page).toContain('<html lang="ko">');
    expect(page).toContain(`점검 ${results.length}개를 모두 통과했습니다`);
  });
});
