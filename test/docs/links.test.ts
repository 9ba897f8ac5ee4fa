import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { anchorOf, exists, parse, readPage, readPages } from './markdown.ts';

const pages = readPages();

describe.each(pages.map((page) => [page.path, page] as const))('%s', (path, page) => {
  test('links lead to files and headings that exist', () => {
    expect(page.links.flatMap((link) => brokenLink(path, link))).toEqual([]);
  });
});

test('a broken link is noticed, be it a file or a heading', () => {
  expect(brokenLink('README.md', 'docs/nowhere.md')).toHaveLength(1);
  expect(brokenLink('README.md', '#no-such-heading')).toHaveLength(1);
  expect(brokenLink('docs/lessons/en/autoscaling.md', 'traffic-routing.md#why')).toEqual([]);
});

test('anchors are made as GitHub makes them', () => {
  expect(parse('## `npm run up`: the plan, 계획').headings.map(({ text }) => anchorOf(text))).toEqual([
    'npm-run-up-the-plan-계획',
  ]);
});

/** Links to other sites are not followed: a test must not need a network. */
function brokenLink(from: string, link: string): string[] {
  if (/^[a-z]+:/.test(link)) return [];
  const [file = '', anchor] = decodeURI(link).split('#');
  const target = file === '' ? from : posix.join(posix.dirname(from), file);
  if (!exists(target)) return [`${link}: there is no ${target}`];
  if (anchor === undefined) return [];
  const anchors = readPage(target).headings.map(({ text }) => anchorOf(text));
  return anchors.includes(anchor) ? [] : [`${link}: ${target} has no such heading`];
}
