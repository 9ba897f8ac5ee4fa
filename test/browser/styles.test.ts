import { readdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { type Declaration, parse } from 'postcss';
import { expect, onTestFinished, test } from 'vitest';
import { CHROMIUM, obstacle } from './stage.ts';

const declarations = ['src/page/styles', 'drills/report/page'].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.css'))
    .flatMap((name) => declarationsOf(`${folder}/${name}`)),
);

test('no block of a style sheet says a property twice', () => {
  const twice = declarations.filter((one) =>
    one.parent?.nodes?.some((other) => other !== one && other.type === 'decl' && other.prop === one.prop),
  );
  expect(declarations.length).toBeGreaterThan(300);
  expect(twice.map(placeOf)).toEqual([]);
});

test.skipIf(obstacle())('a browser knows every property, unit and value of the style sheets', async () => {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  const pairs = JSON.stringify(declarations.map(({ prop, value }) => [prop, value]));
  const known = await page.evaluate<boolean[]>(`${pairs}.map((pair) => CSS.supports(...pair))`);
  expect(declarations.filter((_, index) => !known[index]).map(placeOf)).toEqual([]);
});

function declarationsOf(file: string): Declaration[] {
  const found: Declaration[] = [];
  parse(readFileSync(file, 'utf8'), { from: file }).walkDecls((one) => void found.push(one));
  return found;
}

function placeOf({ source, prop, value }: Declaration): string {
  return `${source?.input.file}:${source?.start?.line} ${prop}: ${value}`;
}
