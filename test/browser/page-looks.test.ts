import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { obstacle, type Service, Stage, type Visit } from './stage.ts';

const POLL = { timeout: 40_000, interval: 100 };
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** `KEEP_SCREENSHOTS=1 npm run test:browser` renews the pictures of the documentation. Look at them. */
const IMAGES = process.env.KEEP_SCREENSHOTS
  ? fileURLToPath(new URL('../../docs/images/', import.meta.url))
  : null;

const reason = obstacle();
if (reason) console.warn(`SKIPPED: how the live page looks in a browser: ${reason}`);

describe.skipIf(reason)('in the middle of a rollout, with a fault and after a loss', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await Stage.open();
  });
  afterAll(async () => {
    await stage[Symbol.asyncDispose]();
  });

  test('the page has no accessibility violation in either theme and language, fits 360 px, and a projector', async () => {
    const service = await rollout(stage);
    const visit = await stage.visit(service);
    const { page } = visit;
    await showEverything(visit);
    await audit(page);
    await keep(page, 'page-light');

    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(() => ground(page), POLL).toBe('rgb(15, 19, 25)');
    await audit(page);
    await keep(page, 'page-dark');

    await page.emulateMedia({ colorScheme: 'light' });
    await page.click('#language');
    await expect.poll(() => visit.headline(), POLL).toContain('파드');
    await audit(page);
    await keep(page, 'page-korean');

    await page.setViewportSize({ width: 360, height: 780 });
    await expect.poll(() => overflow(page), POLL).toBe(0);
    await audit(page);
    await keep(page, 'page-narrow');

    await page.setViewportSize({ width: 1920, height: 1080 });
    await expect.poll(() => overflow(page), POLL).toBe(0);
    await keep(page, 'page-projector');
    expect(visit.complaints).toEqual([]);
  });
});

/** Two pods of 1.0.0 and one of 2.0.0, in names as a Deployment gives them. */
async function rollout(stage: Stage): Promise<Service> {
  const pods = await Promise.all([
    stage.pod('app-1-2-2-1-7d9f8b6c5-x2x4z'),
    stage.pod('app-1-2-2-1-7d9f8b6c5-q8k7w'),
    stage.pod('app-1-2-2-1-5b7c4d9f8-m4n2p', { APP_VERSION: '2.0.0' }),
  ]);
  return stage.service(...pods);
}

async function showEverything(visit: Visit): Promise<void> {
  const { page } = visit;
  await page.check('#keep-alive');
  await expect.poll(() => page.locator('article.pod').count(), POLL).toBe(3);
  await expect.poll(() => visit.answered(), POLL).toBeGreaterThan(IMAGES ? 250 : 40);
  await page.selectOption('#fault-kind', 'errors');
  await page.selectOption('#fault-target', 'app-1-2-2-1-7d9f8b6c5-q8k7w');
  await page.fill('#fault-parameters input[name=percent]', '60');
  await page.click('#fault-start');
  await expect.poll(() => visit.lost(), POLL).toBeGreaterThan(5);
  await page.selectOption('#fault-kind', 'cpu-load');
  await page.selectOption('#fault-target', 'app-1-2-2-1-7d9f8b6c5-x2x4z');
  await page.click('#fault-start');
  await expect.poll(() => page.locator('.active-faults li').count(), POLL).toBe(2);
  await expect.poll(() => visit.answered(), POLL).toBeGreaterThan(IMAGES ? 450 : 80);
}

async function audit(page: Page): Promise<void> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<{
    violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[];
  }>('axe.run(document, { resultTypes: ["violations"] })');
  const found = violations.map(({ id, nodes }) => [
    id,
    nodes.map((node) => [node.html, node.failureSummary]),
  ]);
  expect(found).toEqual([]);
}

async function keep(page: Page, name: string): Promise<void> {
  if (!IMAGES) return;
  mkdirSync(IMAGES, { recursive: true });
  const size = page.viewportSize();
  if (size && name !== 'page-projector') {
    // A taller window rather than a picture of the whole page, which is taken while the plots are drawn anew.
    const height = await page.evaluate<number>('document.documentElement.scrollHeight');
    await page.setViewportSize({ ...size, height });
  }
  const answered = await page.textContent('#answered');
  await expect.poll(() => page.textContent('#answered'), POLL).not.toBe(answered);
  await page.screenshot({ path: `${IMAGES}${name}.png` });
  if (size) await page.setViewportSize(size);
}

function ground(page: Page): Promise<string> {
  return page.evaluate('getComputedStyle(document.body).backgroundColor');
}

/** Pixels that one has to scroll sideways. */
function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
