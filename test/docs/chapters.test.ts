import { describe, expect, test } from 'vitest';
import { DRILLS, DRILLS_AND_BY_HAND } from '../../drills/lessons/catalogue.ts';
import { CHAPTERS, type Chapter, needsOf } from '../../drills/lessons/chapters.ts';
import { readRecording } from '../../drills/recording.ts';
import { shippedRecordings } from '../../drills/replay.ts';
import { LESSONS } from '../../src/page/state/lessons.ts';
import { readPage } from './markdown.ts';

const IN_KOREAN: Readonly<Record<string, string>> = {
  'two nodes': '노드 2개',
  'Prometheus or Loki': 'Prometheus 또는 Loki',
  'the other images': '나머지 이미지',
};
const judged = CHAPTERS.flatMap(({ drill }) => drill ?? []);

/** Drill, minutes, needs: the last three requests of a chapter in every table. */
function cellsOf(chapter: Chapter, inWords = (need: string) => need): string[] {
  const { drill, minutes } = chapter;
  return [
    drill === null ? '' : `\`${drill}\``,
    String(minutes ?? ''),
    needsOf(chapter).map(inWords).join(', '),
  ];
}

describe('the course has one order', () => {
  test('of the drills, which is that of `all`', () => {
    expect(DRILLS.map(({ name }) => name)).toEqual(judged);
  });

  test("of the page's strip", () => {
    expect(LESSONS.map(({ id }) => id)).toEqual(judged);
  });

  test('of docs/drills.md, with the minutes', () => {
    const [table = []] = readPage('docs/drills.md').tables;
    expect(table.slice(1).map((row) => [row[0], row.at(-1)])).toEqual(
      CHAPTERS.filter(({ drill }) => drill !== null).map(({ drill, minutes }) => [
        `\`${drill}\``,
        `${minutes} min`,
      ]),
    );
  });

  test.each([
    ['README.md', 'en', (need: string) => need],
    ['README.ko.md', 'ko', (need: string) => IN_KOREAN[need] ?? need],
  ])('of %s, with the lesson, the drill, the minutes and what it needs', (path, language, inWords) => {
    const table = readPage(path).tables.find((rows) => rows[0]?.length === 6) ?? [];
    expect(table.slice(1).map((row) => [/\((.*)\)/.exec(row[0] ?? '')?.[1], ...row.slice(3)])).toEqual(
      CHAPTERS.map((chapter) => [
        chapter.lesson === null ? 'docs/drills.md' : `docs/lessons/${language}/${chapter.lesson}.md`,
        ...cellsOf(chapter, inWords),
      ]),
    );
  });
});

describe('the minutes are those of the recordings', () => {
  test('to less than one', async () => {
    for (const path of await shippedRecordings()) {
      const { timeline } = await readRecording(path);
      const minutes = CHAPTERS.find(({ drill }) => drill === timeline.drill)?.minutes;
      if (DRILLS_AND_BY_HAND.some(({ byHand }) => byHand?.name === timeline.drill)) continue;
      expect(minutes, timeline.drill).toBeDefined();
      expect(Math.abs((minutes ?? 0) - timeline.durationMs / 60_000), timeline.drill).toBeLessThan(1);
    }
  });

  test('all of them are less than a quarter of an hour', () => {
    expect(CHAPTERS.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)).toBeLessThanOrEqual(15);
  });
});
