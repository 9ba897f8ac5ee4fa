import { describe, expect, test } from 'vitest';
import { shippedRecordings } from '../../drills/command/replay.ts';
import type { Needs } from '../../drills/drill.ts';
import { DRILLS, DRILLS_AND_BY_HAND } from '../../drills/lessons/catalogue.ts';
import { readRecording } from '../../drills/recordings/recording.ts';
import { LESSONS } from '../../messages/lessons.ts';
import { LESSONS as CARDS } from '../../src/page/state/lessons.ts';
import { readPage } from './markdown.ts';

/** The requirements of a drill beyond the service, in the words of the tables. */
const NEEDS: { readonly [Need in keyof Needs]-?: readonly [en: string, ko: string] | null } = {
  autoscaler: ['metrics-server', 'metrics-server'],
  drainableNode: ['two nodes', '노드 2개'],
  resize: ['Kubernetes 1.33', 'Kubernetes 1.33'],
  appliedFiles: ['`kubectl apply`', '`kubectl apply`'],
  stack: ['Prometheus or Loki', 'Prometheus 또는 Loki'],
  image: ['the other images', '나머지 이미지'],
  // Every manifest of this project gives these.
  faults: null,
  memoryLimit: null,
};
const judged = LESSONS.filter(({ drillMinutes }) => drillMinutes !== null);

function needsOf(lesson: string, language: 'en' | 'ko'): string {
  const needs = DRILLS.find(({ name }) => name === lesson)?.needs ?? {};
  const words = Object.keys(needs).map((need) => NEEDS[need as keyof Needs]?.[language === 'en' ? 0 : 1]);
  return words.filter((word) => word !== undefined).join(', ');
}

describe('the course has one order', () => {
  test('of the drills, which is that of `all`', () => {
    expect(DRILLS.map(({ name }) => name)).toEqual(judged.map(({ name }) => name));
  });

  test("of the page's strip", () => {
    expect(CARDS.map(({ id }) => id)).toEqual(judged.map(({ name }) => name));
  });

  test('of docs/drills.md, with the minutes', () => {
    const [table = []] = readPage('docs/drills.md').tables;
    expect(table.slice(1).map((row) => [row[0], row.at(-1)])).toEqual(
      judged.map(({ name, drillMinutes }) => [`\`${name}\``, `${drillMinutes} min`]),
    );
  });

  test.each([
    ['README.md', 'en'],
    ['README.ko.md', 'ko'],
  ] as const)('of %s, with the lesson, the drill, the minutes and what it needs', (path, language) => {
    const table = readPage(path).tables.find((rows) => rows[0]?.length === 6) ?? [];
    expect(table.slice(1).map((row) => [row[0], ...row.slice(3)])).toEqual(
      LESSONS.map((lesson) => [
        `[${lesson[language]}](${lesson.hasPage ? `docs/lessons/${language}/${lesson.name}.md` : 'docs/drills.md'})`,
        lesson.drillMinutes === null ? '' : `\`${lesson.name}\``,
        String(lesson.drillMinutes ?? ''),
        needsOf(lesson.name, language),
      ]),
    );
  });

  test.each(LESSONS.filter(({ hasPage }) => hasPage))('$name: its page has its title', ({ name, en, ko }) => {
    for (const [language, title] of [
      ['en', en],
      ['ko', ko],
    ])
      expect(readPage(`docs/lessons/${language}/${name}.md`).headings[0]?.text).toBe(title);
  });
});

describe('the minutes are those of the recordings', () => {
  test('to less than one', async () => {
    for (const path of await shippedRecordings()) {
      const { timeline } = await readRecording(path);
      const minutes = LESSONS.find(({ name }) => name === timeline.drill)?.drillMinutes;
      if (DRILLS_AND_BY_HAND.some(({ byHand }) => byHand?.name === timeline.drill)) continue;
      expect(minutes, timeline.drill).toBeDefined();
      expect(Math.abs((minutes ?? 0) - timeline.durationMs / 60_000), timeline.drill).toBeLessThan(1);
    }
  });

  test('all of them are less than a quarter of an hour', () => {
    expect(LESSONS.reduce((sum, { drillMinutes }) => sum + (drillMinutes ?? 0), 0)).toBeLessThanOrEqual(15);
  });
});
