import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeInBrowser, type PodProcess, type Service, type Stage, type Visit } from './stage.ts';

const POLL = { timeout: 40_000, interval: 100 };
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** `KEEP_SCREENSHOTS=1 npm run test:browser` renews the pictures of the documentation. Look at them. */
const IMAGES = process.env.KEEP_SCREENSHOTS
  ? fileURLToPath(new URL('../../docs/images/', import.meta.url))
  : null;

describeInBrowser('in the middle of a rollout, with a fault and after a loss', (stage) => {
  test('the page has no accessibility violation in either theme and language, fits 360 px, and a projector', async () => {
    const { service, leaves } = await rollout(stage);
    const visit = await stage.visit(service);
    const { page } = visit;
    await showEverything(visit);
    // A card of a pod that is gone is grey, and still to be read.
    service.remove(leaves);
    await expect.poll(() => visit.card(leaves).getAttribute('data-state'), POLL).toBe('silent');
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
    expect(await top(page, '#fault-form')).toBeLessThan(await top(page, '#stream'));
    expect(await tabStops(page)).toEqual(await stopsAsSeen(page));
    await audit(page);
    await keep(page, 'page-narrow');

    await page.setViewportSize({ width: 1920, height: 1080 });
    await expect.poll(() => overflow(page), POLL).toBe(0);
    expect(await tabStops(page)).toEqual(await stopsAsSeen(page));
    await page.click('#present');
    await expect.poll(() => overflow(page), POLL).toBe(0);
    await audit(page);
    await keep(page, 'page-projector');
    expect(visit.complaints).toEqual([]);
  });
});

/** Three pods of 1.0.0, of which one leaves, and one of 2.0.0, in names as a Deployment gives them. */
async function rollout(stage: Stage): Promise<{ service: Service; leaves: PodProcess }> {
  const pods = await Promise.all([
    stage.pod('app-1-2-2-1-7d9f8b6c5-x2x4z'),
    stage.pod('app-1-2-2-1-7d9f8b6c5-q8k7w'),
    stage.pod('app-1-2-2-1-5b7c4d9f8-m4n2p', { APP_VERSION: '2.0.0' }),
    stage.pod('app-1-2-2-1-7d9f8b6c5-zz9pl'),
  ]);
  return { service: await stage.service(...pods), leaves: pods[3] };
}

async function showEverything(visit: Visit): Promise<void> {
  const { page } = visit;
  await page.check('#keep-alive');
  await expect.poll(() => page.locator('article.pod').count(), POLL).toBe(4);
  await page.getByRole('button', { name: /Rolling update|롤링/ }).click();
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

function top(page: Page, selector: string): Promise<number> {
  return page.evaluate(`document.querySelector('${selector}').getBoundingClientRect().top`);
}

const STOPS = `[...document.querySelectorAll('main :is(a[href], button, select, input, [tabindex="0"])')]
  .filter((element) => !element.disabled && element.checkVisibility())
  .map((element) => ({ element, name: element.id || element.getAttribute('aria-label') || element.textContent }))`;

/** What the keyboard reaches, in the order of the document. */
function tabStops(page: Page): Promise<string[]> {
  return page.evaluate(`${STOPS}.map(({ element }) => element.closest('section').id || element.closest('section').className)
    .filter((section, index, all) => section !== all[index - 1])`);
}

/** The same in the visible order: by column from left to right, and from top to bottom. */
function stopsAsSeen(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const wide = innerWidth >= 1000;
    const place = (element) => {
      const { top, left, width } = element.closest('section').getBoundingClientRect();
      return [width > innerWidth * 0.9 ? 0 : left > innerWidth / 2 ? 2 : 1, top];
    };
    const sections = [...new Set(${STOPS}.map(({ element }) => element.closest('section')))];
    return sections
      .map((section) => ({ section, at: place(section) }))
      .sort((a, b) => (wide ? a.at[0] - b.at[0] : 0) || a.at[1] - b.at[1])
      .map(({ section }) => section.id || section.className);
  })()`);
}

function ground(page: Page): Promise<string> {
  return page.evaluate('getComputedStyle(document.body).backgroundColor');
}

/** How many pixels the page is wider than the window. */
function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

describeInBrowser('with forced colours', (stage) => {
  test('the switch, the bars and the swatches stay, and print keeps the bars', async () => {
    const pods = await Promise.all([stage.pod('pod-a'), stage.pod('pod-b')]);
    const visit = await stage.visit(await stage.service(...pods), { forcedColors: 'active' });
    const { page } = visit;
    await page.check('#keep-alive');
    await expect.poll(() => page.locator('.track .fill').count(), POLL).toBe(2);
    await expect.poll(() => visit.answered(), POLL).toBeGreaterThan(20);
    const style = styleIn(page);
    const ground = await style('body', 'background-color');
    expect(await style('.track .fill', 'background-color')).not.toBe(ground);
    expect(await style('#keep-alive', 'background-color')).not.toBe(
      await style('#background', 'background-color'),
    );
    expect(await style('#keep-alive', 'background-color', '::after')).not.toBe(
      await style('#keep-alive', 'background-color'),
    );
    expect(await style('.legend .icon path', 'fill')).toBe('rgb(0, 114, 178)');
    await page.emulateMedia({ media: 'print', forcedColors: 'none' });
    expect(await style('.track .fill', 'print-color-adjust')).toBe('exact');
    expect(await page.locator('#fault-form').isVisible()).toBe(false);
  });

  test('chosen, open, active, lost and disabled parts can be told apart', async () => {
    const pod = await stage.pod('pod-a');
    const visit = await stage.visit(await stage.service(pod), { forcedColors: 'active' });
    const { page } = visit;
    const style = styleIn(page);
    const ground = await style('body', 'background-color');
    await expect.poll(() => page.isEnabled('#fault-start'), POLL).toBe(true);
    expect(await style('.rate :checked', 'background-color')).not.toBe(ground);
    expect(await style('.rate input:not(:checked)', 'background-color')).toBe(ground);
    expect(await style('#fault-start', 'background-color')).not.toBe(ground);
    // No fault is active yet.
    const pressable = await style('#pause', 'color');
    expect(await style('#fault-stop-all', 'color')).not.toBe(pressable);

    expect(await style('#lesson-list button', 'box-shadow')).toBe('none');
    await page.getByRole('button', { name: 'Traffic routing' }).click();
    expect(await style('#lesson-list [aria-expanded="true"]', 'box-shadow')).not.toBe('none');

    await page.selectOption('#fault-kind', 'errors');
    await page.click('#fault-start');
    await expect.poll(() => style('#lost-figure', 'border-top-width'), POLL).toBe('4px');
    await expect.poll(() => page.locator('.active-faults .left').count(), POLL).toBe(1);
    expect(await style('.active-faults .left', 'background-color')).not.toBe(ground);
    await expect.poll(() => style('#fault-stop-all', 'color'), POLL).toBe(pressable);
    // The legend has the colour that the canvas has.
    expect(await style('.legend .fault-mark', 'background-color')).toBe('rgb(163, 82, 0)');
    await expect.poll(() => visit.pixels(163, 82, 0), POLL).toBeGreaterThan(20);
    expect(await style('.curve', 'forced-color-adjust')).toBe('none');
  });
});

function styleIn(page: Page): (selector: string, property: string, pseudo?: string) => Promise<string> {
  return (selector, property, pseudo = '') =>
    page.evaluate(
      `getComputedStyle(document.querySelector('${selector}'), '${pseudo}').getPropertyValue('${property}')`,
    );
}
