import { describe, expect, it } from 'vitest';
import { KOREAN } from '../../drills/language/korean.ts';
import { languageFor, sayIn, translator } from '../../drills/language/say.ts';
import { sayVerdict } from '../../drills/language/verdict.ts';
import { replay } from '../../drills/replay.ts';
import { reportHtml } from '../../drills/report/html.ts';

const say = sayIn('ko');
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/gu)].map(([name]) => name).sort();

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
  it.each(Object.entries(KOREAN))('keeps what changes in a sentence: %s', (english, korean) => {
    expect(placeholders(korean)).toEqual(placeholders(english));
  });

  it('says every check and figure of the six recordings that come with the project', async () => {
    for (const { verdict } of await replay([])) {
      const said = sayVerdict(verdict, say);
      for (const text of [
        said.deciding,
        ...said.checks.map(({ name }) => name),
        ...Object.keys(said.figures),
      ])
        expect(text).toMatch(/[가-힣]|^p99$/u);
    }
  });

  it('says a sentence with its figures, and what stands in it in turn', () => {
    expect(say('1544 sent, 0 without an outcome, 0 counted twice')).toBe(
      '1544건 전송, 결과 없음 0건, 중복 집계 0건',
    );
    expect(say('waiting for the Service to answer')).toBe('대기 중: 서비스의 응답');
  });

  it('takes the pattern that says most, and leaves alone what it does not know', () => {
    const translate = translator({ '{a} lost': 'short {a}', 'all {a} lost': 'long {a}' });
    expect(translate('all 3 lost')).toBe('long 3');
    expect(translate('something else')).toBe('something else');
  });

  it('is the language of the page that it is written in', async () => {
    const page = reportHtml(await replay([]), { language: 'ko', say });
    expect(page).toContain('<html lang="ko">');
    expect(page).toContain('드릴 6개를 모두 통과했습니다');
  });
});
