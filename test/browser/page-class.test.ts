import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { describeInBrowser } from './stage.ts';

const POLL = { timeout: 40_000, interval: 100 };

describeInBrowser('in a class', (stage) => {
  async function two() {
    const pods = await Promise.all([stage.pod('pod-a'), stage.pod('pod-b')]);
    const service = await stage.service(...pods);
    return { pods, service };
  }

  test('the presentation view fills 1920 by 1080: no text below 24 px, no scrolling, and nothing moves', async () => {
    const { pods, service } = await two();
    const visit = await stage.visit(service, { viewport: { width: 1920, height: 1080 } });
    const { page } = visit;
    await page.goto(`${service.nodePortUrl}/?present`);
    await expect.poll(() => page.locator('.row-name').count(), POLL).toBe(3);
    const before = await boxes(page);
    expect(await page.locator('#fault-form').isVisible()).toBe(false);
    expect(await scrollable(page)).toEqual([0, 0]);
    expect(await smallText(page)).toEqual([]);
    expect(await page.evaluate(`document.querySelector('#stream').offsetHeight`)).toBeGreaterThan(600);

    service.add(await stage.pod('pod-c', { APP_VERSION: '2.0.0' }));
    await expect.poll(() => visit.headline(), POLL).toContain('version 2.0.0');
    pods[0]?.kill('SIGKILL');
    await expect.poll(() => visit.lost(), POLL).toBeGreaterThan(3);
    expect(await boxes(page)).toEqual(before);
    expect(await scrollable(page)).toEqual([0, 0]);
    expect(await smallText(page)).toEqual([]);
    const mark = await largestMark(page);
    expect(mark).toBeGreaterThanOrEqual(16);

    await page.keyboard.press('Escape');
    expect(await page.locator('#fault-form').isVisible()).toBe(true);
    expect(page.url()).not.toContain('present');
    expect(visit.complaints).toEqual([]);
  });

  test('a lesson has its command with real names to copy, and gets its tick when its steps were seen', async () => {
    const { pods, service } = await two();
    const visit = await stage.visit(service);
    const { page } = visit;
    await expect.poll(() => page.locator('article.pod').count(), POLL).toBe(2);
    const button = page.getByRole('button', { name: /Self-healing/ });
    await button.click();
    await expect.poll(() => page.textContent('#lesson'), POLL).toMatch(/kubectl delete pod pod-[ab]/);
    expect(await page.textContent('#lesson')).toContain(new URL(service.nodePortUrl).host);
    expect(await button.textContent()).toBe('Self-healing');
    pods[1]?.kill('SIGTERM');
    await expect.poll(() => visit.card('pod-b').getAttribute('data-state'), POLL).toBe('terminating');
    service.add(await stage.pod('pod-c'));
    if (pods[1]) service.remove(pods[1]);
    await expect.poll(() => button.textContent(), POLL).toBe('Self-healing 1/2');
    expect(await page.textContent('#lesson')).toMatch(
      /✓ a pod went and another one took its place \(seen at/,
    );

    await page.click('#new-lesson');
    await expect.poll(() => button.textContent(), POLL).toBe('Self-healing');
    expect((await visit.log()).some((line) => line.startsWith('new lesson: counters at zero'))).toBe(true);
    expect(await visit.answered()).toBeLessThan(20);
    expect(visit.complaints).toEqual([]);
  });

  test('with one click a share of the answers of every pod is slow, which the grid and the headline show', async () => {
    const { pods, service } = await two();
    const visit = await stage.visit(service);
    const { page } = visit;
    await expect.poll(() => page.locator('article.pod').count(), POLL).toBe(2);
    await page.click('#scenario-slow');
    await expect.poll(() => page.textContent('#fault-result'), POLL).toBe('latency started on 2 of 2 pods.');
    for (const pod of pods) expect(await pod.activeFaults()).toEqual(['latency']);
    await expect
      .poll(() => page.textContent('#slow'), POLL)
      .toMatch(/^\d+ of \d+ answers slow \(300 ms or more\)/);
    await page.click('#fault-stop-all');
    await expect
      .poll(() => page.textContent('#fault-result'), POLL)
      .toBe('2 faults stopped; 2 pods asked, no fault is active.');
    expect(await page.evaluate('document.activeElement.id')).toBe('fault-stop-all');
    for (const pod of pods) expect(await pod.activeFaults()).toEqual([]);
  });

  test('the focus stays where the person was after Start and after Stop', async () => {
    const { service } = await two();
    const visit = await stage.visit(service);
    const { page } = visit;
    await expect.poll(() => page.locator('article.pod').count(), POLL).toBe(2);
    await page.selectOption('#fault-kind', 'cpu-load');
    await page.selectOption('#fault-target', 'pod-b');
    await page.fill('#fault-parameters input[name=millicores]', '20');
    await page.focus('#fault-start');
    await page.keyboard.press('Enter');
    const stop = visit.card('pod-b').getByRole('button', { name: 'Stop cpu-load on pod-b' });
    await expect.poll(() => stop.count(), POLL).toBe(1);
    expect(await page.evaluate('document.activeElement.id')).toBe('fault-start');
    await stop.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => stop.count(), POLL).toBe(0);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Break pod-b');
  });

  test('the chosen pod stays chosen when it is gone, and is called gone', async () => {
    const { pods, service } = await two();
    const visit = await stage.visit(service);
    const { page } = visit;
    await expect.poll(() => page.locator('article.pod').count(), POLL).toBe(2);
    await page.selectOption('#fault-target', 'pod-b');
    pods[1]?.kill('SIGTERM');
    await expect.poll(() => visit.card('pod-b').getAttribute('data-state'), POLL).toBe('terminating');
    if (pods[1]) service.remove(pods[1]);
    await expect.poll(() => visit.card('pod-b').count(), POLL).toBe(0);
    expect(await page.evaluate(`document.querySelector('#fault-target').selectedOptions[0].text`)).toBe(
      'pod-b (gone)',
    );
    await page.click('#fault-start');
    await expect
      .poll(() => page.textContent('#fault-result'), POLL)
      .toMatch(/^pod-b is finished; nothing was done/);
    expect(await pods[0]?.activeFaults()).toEqual([]);
  });

  test('the pointer and the arrow keys show the number, time, pod, latency and status of a mark', async () => {
    const { service } = await two();
    const visit = await stage.visit(service);
    const { page } = visit;
    await expect.poll(() => visit.answered(), POLL).toBeGreaterThan(20);
    await page.click('#pause');
    await page.focus('#stream');
    const tip = () => page.textContent('#mark-tip');
    await expect.poll(tip, POLL).toMatch(/^#\d+ · [\d:]+ · pod-[ab] \(1\.0\.0\) · [\d.]+ m?s · 200$/);
    const number = async () => Number(/#(\d+)/.exec((await tip()) ?? '')?.[1]);
    const last = await number();
    await page.keyboard.press('ArrowLeft');
    expect(await number()).toBe(last - 1);
    await page.keyboard.press('PageUp');
    expect(await number()).toBe(last - 11);
  });

  test('Pause freezes the picture, and five minutes can be looked back at', async () => {
    const { service } = await two();
    const visit = await stage.visit(service);
    const { page } = visit;
    await expect.poll(() => visit.answered(), POLL).toBeGreaterThan(30);
    await page.click('#pause');
    // Answers under way still come in.
    await page.waitForTimeout(1000);
    const still = await page.locator('#stream').screenshot();
    await page.waitForTimeout(2500);
    expect(still.equals(await page.locator('#stream').screenshot())).toBe(true);
    await page.focus('#lookback');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.textContent('#lookback-at'), POLL).toBe('2 s ago');
    expect(still.equals(await page.locator('#stream').screenshot())).toBe(false);
    await page.click('#to-now');
    await expect.poll(() => page.textContent('#lookback-at'), POLL).toBe('now');
  });

  test('a hidden tab says for how long it sent nothing, and goes on where that is chosen', async () => {
    const { service } = await two();
    const visit = await stage.visit(service);
    const { page } = visit;
    await expect.poll(() => visit.answered(), POLL).toBeGreaterThan(10);
    const sent: string[] = [];
    await setHidden(page, true);
    page.on('request', (request) => sent.push(request.url()));
    await page.waitForTimeout(3000);
    expect(sent).toEqual([]);
    expect(await page.title()).toMatch(/^⏸/);
    await setHidden(page, false);
    await expect.poll(() => sent.length, POLL).toBeGreaterThan(5);
    await expect
      .poll(() => page.textContent('#lost-detail'), POLL)
      .toMatch(/nothing so far · not watching for [34] s/);
    expect(await visit.log()).toEqual([
      expect.stringMatching(/^resumed after \d s without watching/),
      'tab hidden: nothing is sent',
      expect.stringMatching(/^watching 2 pods of version 1\.0\.0: /),
    ]);

    await page.check('#background');
    await setHidden(page, true);
    sent.length = 0;
    await page.waitForTimeout(3000);
    expect(sent.length).toBeGreaterThan(15);
    expect(visit.complaints).toEqual([]);
  });

  test('minutes at 20 a second leave no more memory, elements and listeners behind', async () => {
    const { service } = await two();
    const visit = await stage.visit(service);
    const { page } = visit;
    // `SOAK_SECONDS=600` for the long one.
    const seconds = Number(process.env.SOAK_SECONDS ?? 40);
    await page.click('input[name=rate][value="20"]');
    const session = await page.context().newCDPSession(page);
    const measure = async () => {
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const counters = await session.send('Memory.getDOMCounters');
      return { mebibytes: usedSize / 2 ** 20, nodes: counters.nodes, listeners: counters.jsEventListeners };
    };
    await page.waitForTimeout(10_000);
    const before = await measure();
    await page.waitForTimeout(seconds * 1000);
    const after = await measure();
    console.info(`soak of ${seconds} s:`, before, after);
    // Five minutes of marks are kept: 6,000 of about 200 bytes.
    expect(after.mebibytes - before.mebibytes).toBeLessThan(4);
    expect(after.nodes - before.nodes).toBeLessThan(250);
    expect(after.listeners).toBeLessThanOrEqual(before.listeners + 5);
    expect(visit.complaints).toEqual([]);
  }, 900_000);
});

async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate(
    `Object.defineProperty(document, 'hidden', { value: ${isHidden}, configurable: true });` +
      `document.dispatchEvent(new Event('visibilitychange'))`,
  );
}

/** The positions of the parts of the page. */
function boxes(page: Page): Promise<unknown> {
  return page.evaluate(`['.headline', '.sentences', '#lost-figure', '.stream', '#grid', '.log', '#log'].map((part) => {
    const { x, y, width, height } = document.querySelector(part).getBoundingClientRect();
    return [part, x, y, width, height].map((each) => typeof each === 'number' ? Math.round(each) : each);
  })`);
}

function scrollable(page: Page): Promise<number[]> {
  return page.evaluate(
    `[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight].map((each) => Math.max(0, each))`,
  );
}

/** Text that can be seen and is smaller than 24 px. */
function smallText(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const small = [];
    while (walker.nextNode()) {
      const element = walker.currentNode.parentElement;
      if (!walker.currentNode.textContent.trim() || !element.checkVisibility()) continue;
      if (element.closest('.unseen, .top, noscript, script')) continue;
      const size = parseFloat(getComputedStyle(element).fontSize);
      if (size < 24) small.push(size + ' ' + element.outerHTML.slice(0, 80));
    }
    return small;
  })()`);
}

/** The height of a run of the version's colour in the grid: at least one mark. */
function largestMark(page: Page): Promise<number> {
  return page.evaluate(`(() => {
    const canvas = document.querySelector('#stream');
    const context = canvas.getContext('2d');
    const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
    let longest = 0;
    for (let x = 0; x < width; x += 3) {
      let run = 0;
      for (let y = 0; y < height; y += 1) {
        const at = (y * width + x) * 4;
        const isBlue = Math.abs(data[at] - 0) < 8 && Math.abs(data[at + 1] - 114) < 8 && Math.abs(data[at + 2] - 178) < 8;
        run = isBlue ? run + 1 : 0;
        longest = Math.max(longest, run);
      }
    }
    return longest;
  })()`);
}
