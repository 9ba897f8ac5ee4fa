import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { DRILLS } from '../../drills/lessons/catalogue.ts';
import { scriptJson } from '../../drills/report/escape.ts';
import type { ReportedDrill } from '../../drills/report/model.ts';
import { writeReport } from '../../drills/report/report.ts';
import { hostileDrill } from '../drills/report/hostile.ts';
import { isMissing } from '../support/missing-tool.ts';
import { RECORDINGS } from '../support/timelines/recording.ts';
import { prototypeTimeline, readShipped } from '../support/timelines/shipped.ts';

const CHROMIUM = '/usr/bin/chromium';
/** Recorded on a real cluster, but for the leak of a prototype, which lost eleven requests. */
const RECORDED: readonly string[] = RECORDINGS;
const ALL = await Promise.all(
  DRILLS.filter(({ name }) => RECORDED.includes(name)).map(async (drill) => {
    const timeline = drill.name === 'self-healing' ? prototypeTimeline : await readShipped(drill.name);
    return { timeline, verdict: drill.judge(timeline) };
  }),
);
const SELF_HEALING = ALL.filter(({ verdict }) => verdict.drill === 'self-healing');

describe.skipIf(isMissing(CHROMIUM, existsSync(CHROMIUM), 'the report is not opened in a browser'))(
  'the report in a browser',
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--headless'] });
    });
    afterAll(() => browser.close());

    it.each([
      ['light', 1280],
      ['dark', 1280],
      ['light', 360],
    ] as const)(
      'draws every panel, %s at %d pixels, without an error, a request or a sideways scroll',
      async (colorScheme, width) => {
        const { page, complaints } = await open(ALL, { colorScheme, width });
        await openAll(page);
        const panels = await page.locator('.chart').count();
        expect(panels).toBeGreaterThanOrEqual(ALL.length * 3);
        expect(await page.locator('.chart canvas').count()).toBe(panels);
        expect(complaints).toEqual([]);
        for (const ink of await each(page, '.chart canvas', INK)) expect(ink).toBeGreaterThan(0.005);
        // The traffic and the ready pods fill their panels; bare axes would not.
        for (const ink of await each(page, '[data-panel=requests] canvas', INK))
          expect(ink).toBeGreaterThan(0.4);
        for (const ink of await each(page, '[data-panel=replicas] canvas', INK))
          expect(ink).toBeGreaterThan(0.2);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      },
    );

    it('shows the lost requests above everything, in a colour that nothing else has', async () => {
      const { page } = await open(SELF_HEALING, {});
      expect(await page.locator('.loss b').allTextContents()).toEqual(['✕ 11']);
      expect(await each(page, '.loss b', IS_ON_TOP)).toEqual([true]);
      const [lost] = await each(page, '.loss b', BACKGROUND);
      const others = await each(page, '.pods .swatch', BACKGROUND);
      expect(others.length).toBe(2);
      expect(others).not.toContain(lost);
      const band = await page.locator('.loss-band').boundingBox();
      const chart = await page.locator('[data-panel=requests]').boundingBox();
      expect(band?.height).toBeGreaterThan(chart?.height ?? 0);
    });

    it('aligns the kill in the row of its pod with its line and with its time in the plot', async () => {
      const { page } = await open(SELF_HEALING, {});
      const line = await page.locator('.lines .oom-killed').boundingBox();
      const point = await page.locator('.point.oom-killed').boundingBox();
      const flag = await page.locator('.flag.oom-killed').boundingBox();
      const plot = await page.locator('[data-panel=requests] .u-over').boundingBox();
      if (!line || !point || !flag || !plot) throw new Error('something of the kill is not there');
      const [{ timeline }] = SELF_HEALING as [ReportedDrill];
      const x = plot.x + (25_841 / timeline.durationMs) * plot.width;
      expect(Math.abs(line.x - x)).toBeLessThan(2);
      expect(Math.abs(flag.x - x)).toBeLessThan(2);
      expect(Math.abs(point.x + point.width / 2 - x)).toBeLessThan(2);
    });

    it('tells a moment in words, by keyboard alone', async () => {
      const { page } = await open(SELF_HEALING, {});
      await page.locator('.timeline').focus();
      for (let second = 0; second < 25; second += 1) await page.keyboard.press('ArrowRight');
      await until(page, `document.querySelector('.readout').textContent.startsWith('25.0 s')`);
      expect(await page.locator('.readout').textContent()).toContain('✕ LOST 10 refused, 1 reset');
      await page.keyboard.press('PageDown');
      await until(page, `document.querySelector('.readout').textContent.startsWith('35.0 s')`);
      expect(await page.locator('.readout').textContent()).toMatch(
        /946zr \(v1\) \d+\/s · .*nothing lost · 2 ready of 2/u,
      );
    });

    it('prints each picture as wide as the paper, with every event at its moment', async () => {
      const { page } = await open(ALL, {});
      await page.evaluate(`addEventListener('beforeprint', () => {
        window.printed = [...document.querySelectorAll('.timeline')].map((figure) => {
          const plot = figure.querySelector('.track.lost .plot').getBoundingClientRect();
          const drawn = figure.querySelector('[data-panel=requests] .u-over').getBoundingClientRect();
          return [figure.clientWidth, plot.left - drawn.left, plot.right - drawn.right];
        });
      })`);
      const pdf = await page.pdf({ format: 'A4' });
      expect(pdf.length).toBeGreaterThan(50_000);
      const printed = (await page.evaluate('window.printed')) as [number, number, number][];
      expect(printed).toHaveLength(ALL.length);
      for (const [width, left, right] of printed) {
        // 190 mm, less the border.
        expect(width).toBeGreaterThan(710);
        expect(width).toBeLessThan(719);
        expect(Math.abs(left)).toBeLessThan(2);
        expect(Math.abs(right)).toBeLessThan(2);
      }
    });

    it('opens on paper what is closed on the screen, without its script too', async () => {
      const directory = await mkdtemp(join(tmpdir(), 'report-'));
      const page = await browser.newPage({ javaScriptEnabled: false });
      onTestFinished(async () => {
        await page.close();
        await rm(directory, { recursive: true });
      });
      await writeReport(directory, ALL);
      await page.goto(pathToFileURL(join(directory, 'report.html')).href);
      const closed = page.locator('.drill-body:not([open]) .checks').first();
      expect(await closed.isVisible()).toBe(false);
      await page.emulateMedia({ media: 'print' });
      expect(await closed.isVisible()).toBe(true);
    });

    it('opens 0.3 s of loss by its own mark, by drag and by keyboard, and shows all again', async () => {
      const { page } = await open(SELF_HEALING, {});
      const shown = async () =>
        (await page.evaluate(`['--from', '--span'].map((name) =>
          Number(document.querySelector('.timeline').style.getPropertyValue(name)))`)) as [number, number];
      const [, whole] = await shown();
      await page.locator('.loss').click();
      const [from, span] = await shown();
      expect(from).toBeGreaterThan(24_000);
      expect(span).toBeLessThan(2500);
      await page.locator('.timeline').focus();
      await page.keyboard.press('0');
      expect(await shown()).toEqual([0, whole]);
      await page.keyboard.press('+');
      expect((await shown())[1]).toBeCloseTo(whole / 2, -1);
      await page.locator('[data-zoom=all]').click();
      const plot = await page.locator('[data-panel=requests] .u-over').boundingBox();
      if (!plot) throw new Error('there is no plot');
      await page.mouse.move(plot.x + plot.width * 0.25, plot.y + 50);
      await page.mouse.down();
      await page.mouse.move(plot.x + plot.width * 0.5, plot.y + 60);
      await page.mouse.up();
      expect((await shown())[0] / whole).toBeCloseTo(0.25, 1);
      expect((await shown())[1] / whole).toBeCloseTo(0.25, 1);
      expect(await page.locator('.tip').textContent()).toMatch(/ s.*\/s/u);
    });

    it('follows the pointer over the rows between the panels, and counts finer where it shows less', async () => {
      const { page } = await open(SELF_HEALING, {});
      await page.locator('.track.pod .plot').first().scrollIntoViewIfNeeded();
      const row = await page.locator('.track.pod .plot').first().boundingBox();
      const [{ timeline }] = SELF_HEALING as [ReportedDrill];
      if (!row) throw new Error('there is no row of a pod');
      const at = (ms: number) => row.x + (ms / timeline.durationMs) * row.width;
      const readout = page.locator('.readout');
      await page.mouse.move(at(20_000), row.y + 5);
      expect(await readout.textContent()).toMatch(/^20\.0 s · /u);
      const line = await page.locator('[data-panel=requests] .u-cursor-x').boundingBox();
      const panels = await page.locator('.panels').boundingBox();
      expect(Math.abs((line?.x ?? 0) - at(20_000))).toBeLessThan(2);
      expect(line?.height).toBeGreaterThan(panels?.height ?? Number.NaN);
      await page.mouse.down();
      await page.mouse.move(at(20_500), row.y + 8);
      await page.mouse.move(at(24_000), row.y + 9);
      await page.mouse.up();
      await page.locator('.timeline').focus();
      await page.keyboard.press('ArrowRight');
      const [from = Number.NaN, span = Number.NaN] = (await page.evaluate(`(() => {
        const { style } = document.querySelector('.timeline');
        return [Number(style.getPropertyValue('--from')), Number(style.getPropertyValue('--span'))];
      })()`)) as number[];
      expect(from / 20_000).toBeCloseTo(1, 1);
      expect(span / 4000).toBeCloseTo(1, 1);
      // In bins of 50 ms the time has two decimals.
      expect(await readout.textContent()).toMatch(/^2\d\.\d\d s · /u);
    });

    it.each([0, 1, 7])('of %i drills is whole, failed ones first and open', async (count) => {
      const many = [
        ...SELF_HEALING,
        ...ALL.filter(({ verdict }) => verdict.result === 'PASS'),
        ...SELF_HEALING,
      ];
      const { page, complaints } = await open(many.slice(0, count).reverse(), {});
      expect(await page.locator('.drill').count()).toBe(Math.min(count, many.length));
      const results = await page.locator('.drill h2 .badge').allTextContents();
      expect(results).toEqual(results.toSorted((a, b) => Number(/FAIL/.test(b)) - Number(/FAIL/.test(a))));
      const failed = results.filter((one) => /FAIL/.test(one)).length;
      expect(await page.locator('.drill-body[open]').count()).toBe(failed);
      expect(complaints).toEqual([]);
    });

    it('redraws in print colours, and goes back', async () => {
      const { page } = await open(SELF_HEALING, { colorScheme: 'dark' });
      const background = async () => (await each(page, 'body', BACKGROUND))[0];
      const dark = await background();
      await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
      expect(await background()).toBe('rgb(255, 255, 255)');
      await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
      expect(await background()).toBe(dark);
    });

    it.each(['light', 'dark'] as const)('passes the accessibility audit, %s', async (colorScheme) => {
      const { page } = await open(ALL, { colorScheme });
      await openAll(page);
      await page.locator('.data summary').first().click();
      await page.evaluate(readFileSync(new URL(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));
      const { violations } = (await page.evaluate('axe.run()')) as {
        violations: { id: string; nodes: { html: string }[] }[];
      };
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    });

    it('runs no script of hostile names, and still draws', async () => {
      const { page, complaints } = await open([hostileDrill()], {});
      expect(await page.title()).not.toContain('pwned');
      expect(await page.locator('img').count()).toBe(0);
      expect(await page.locator('.chart canvas').count()).toBe(4);
      expect(complaints).toEqual([]);
    });

    it('has a junit.xml beside it that is well-formed, hostile names and all', async () => {
      const { page, directory } = await open([hostileDrill(), ...ALL], {});
      const xml = readFileSync(join(directory, 'junit.xml'), 'utf8');
      const seen = await page.evaluate(`{
      const parsed = new DOMParser().parseFromString(${scriptJson(xml)}, 'application/xml');
      ({
        error: parsed.querySelector('parsererror')?.textContent ?? null,
        suites: parsed.querySelectorAll('testsuite').length,
      });
    }`);
      expect(seen).toEqual({ error: null, suites: ALL.length + 1 });
    });

    /** The page's policy forbids what `page.waitForFunction` does from the second look on. */
    async function until(page: Page, condition: string): Promise<void> {
      await expect.poll(() => page.evaluate(condition), { timeout: 10_000 }).toBe(true);
    }

    /** Passed drills are closed. */
    async function openAll(page: Page): Promise<void> {
      await page.evaluate(`for (const one of document.querySelectorAll('.drill-body')) one.open = true`);
      await until(
        page,
        `[...document.querySelectorAll('.chart')].every((one) => one.querySelector('canvas') !== null)`,
      );
    }

    async function open(
      drills: readonly ReportedDrill[],
      { colorScheme = 'light', width = 1280 }: { colorScheme?: 'light' | 'dark'; width?: number },
    ) {
      const directory = await mkdtemp(join(tmpdir(), 'report-'));
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      onTestFinished(async () => {
        await page.close();
        await rm(directory, { recursive: true });
      });
      await writeReport(directory, drills);
      const { href } = pathToFileURL(join(directory, 'report.html'));
      const complaints: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (err) => complaints.push(err.message));
      page.on('request', (request) => {
        if (request.url() !== href) complaints.push(request.url());
      });
      await page.goto(href);
      if (drills.length > 0) await page.locator('.chart canvas').last().waitFor();
      return { page, complaints, directory };
    }
  },
);

/** A script as text: code of the page has other types than this project. */
async function each(page: Page, selector: string, elementFunction: string): Promise<unknown[]> {
  return page.evaluate(`[...document.querySelectorAll(${scriptJson(selector)})].map(${elementFunction})`);
}

const IS_ON_TOP = `(element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  return document.elementFromPoint(left + width / 2, top + height / 2) === element;
}`;

const BACKGROUND = '(element) => getComputedStyle(element).backgroundColor';

/** The share of a canvas that something was drawn on. */
const INK = `(canvas) => {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, index) => index % 4 === 3 && value > 0).length / (canvas.width * canvas.height);
}`;
