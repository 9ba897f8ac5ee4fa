import { describe, expect, test } from 'vitest';
import { type Page, readPage, readPages } from './markdown.ts';

const lessons = readPages().filter(({ path }) => path.startsWith('docs/lessons/en/'));
const pairs = [
  ['README.md', 'README.ko.md'] as const,
  ['docs/install.md', 'docs/install.ko.md'] as const,
  ...lessons.map(({ path }) => [path, path.replace('/en/', '/ko/')] as const),
];

/** A page's link to itself in the other language. */
const OTHER_LANGUAGE = /^(README|install|your-service)(\.ko)?\.md$/;

test('there is a page for each lesson that has one, in English and in Korean', () => {
  const korean = readPages().filter(({ path }) => path.startsWith('docs/lessons/ko/'));

  expect(lessons).toHaveLength(11);
  expect(korean.map(({ path }) => path.replace('/ko/', '/en/'))).toEqual(lessons.map(({ path }) => path));
});

describe.each(pairs)('%s and %s', (english, korean) => {
  const [en, ko] = [readPage(english), readPage(korean)];

  test('have the same sections in the same order', () => {
    expect(ko.headings.map(({ level }) => level)).toEqual(en.headings.map(({ level }) => level));
  });

  test('have the same commands and outputs', () => {
    expect(ko.fences.map(essence)).toEqual(en.fences.map(essence));
  });

  test('have the same tables, row by row', () => {
    expect(ko.tables.map((table) => table.map(codesOf))).toEqual(
      en.tables.map((table) => table.map(codesOf)),
    );
  });

  test('name the same files, commands and terms', () => {
    expect(new Set(ko.codes)).toEqual(new Set(en.codes));
  });

  test('link to the same pages, each in its own language', () => {
    const translate = (link: string) =>
      link
        .replace('/en/', '/ko/')
        .replace('page-light.png', 'page-korean.png')
        .replace(/(install|your-service)\.md/, '$1.ko.md');
    const others = (page: Page) => page.links.filter((link) => !OTHER_LANGUAGE.test(link));

    expect(others(ko)).toEqual(others(en).map(translate));
  });
});

describe.each(lessons.map((page) => [page.path, page] as const))('%s', (path, page) => {
  test('has the sections of a lesson in their order', () => {
    const titles = page.headings.map(({ text }) => text);

    expect(titles.slice(1)).toEqual([
      'What Kubernetes promises',
      'The command',
      'What you will see',
      'Why',
      'What to try next',
      'The drill that judges it',
    ]);
    expect(page.fences.at(-1)?.lines.join('\n'), path).toMatch(/^npm run drill -- /);
  });
});

/** A comment may be in the reader's language; what is typed and what is printed may not differ. */
function essence({ language, mark, lines }: Page['fences'][number]): string[] {
  const comment = language === 'sh' ? /(^|\s+)#.*$/ : /$^/;
  return [`${language} ${mark}`, ...lines.map((line) => line.replace(comment, ''))];
}

function codesOf(requests: readonly string[]): string[][] {
  return requests.map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''));
}
