import { expect, test } from 'vitest';
import { proxyBelowPath } from '../support/path-proxy.ts';
import { describeInBrowser, Visit } from './stage.ts';

const LOSS = [193, 0, 47] as const;
const POLL = { timeout: 30_000, interval: 100 };

describeInBrowser('the live page', (stage) => {
  test('at rest shows both pods, one version and fair shares, without an error in the browser', async () => {
    const pods = await Promise.all(['app-7d9f-x2x4z', 'app-7d9f-q8k7w'].map((name) => stage.pod(name)));
    const service = await stage.service(...pods);
    const visit = await stage.visit(service);
    await visit.page.click('input[name=rate][value="20"]');
    await expect.poll(() => visit.answered(), POLL).toBeGreaterThan(80);
    expect(await visit.headline()).toMatch(/^2 pods answer, version 1\.0\.0\./);
    expect(await visit.lost()).toBe(0);
    for (const pod of pods) {
      await expect.poll(() => visit.card(pod).textContent(), POLL).toMatch(/ready.*chance: \d+–\d+\s%/);
    }
    // Each request had a connection of its own, or the page would say so.
    expect(await visit.page.textContent('#stream-notes')).not.toContain('shared a connection');
    expect(visit.complaints).toEqual([]);
    expect(await visit.pixels(...LOSS)).toBe(0);
  });

  test('a change of versions goes from 100/0 over a mix to 0/100, is logged, and loses nothing', async () => {
    const old = await Promise.all([stage.pod('old-a'), stage.pod('old-b')]);
    const service = await stage.service(...old);
    const visit = await stage.visit(service);
    await expect.poll(() => visit.headline(), POLL).toMatch(/2 pods answer, version 1\.0\.0\./);
    for (const [index, name] of ['new-c', 'new-d'].entries()) {
      const pod = await stage.pod(name, { APP_VERSION: '2.0.0' });
      service.add(pod);
      await expect.poll(() => visit.card(pod).count(), POLL).toBe(1);
      await expect
        .poll(() => visit.headline(), POLL)
        .toMatch(/\d+\s% version 1\.0\.0 and \d+\s% version 2\.0\.0/);
      const leaving = old[index];
      if (!leaving) throw new Error('there are two of each');
      leaving.kill('SIGTERM');
      await expect.poll(() => visit.card(leaving).getAttribute('data-state'), POLL).toBe('terminating');
      service.remove(leaving);
    }
    await expect.poll(() => visit.headline(), POLL).toMatch(/2 pods answer, version 2\.0\.0\./);
    await expect.poll(() => visit.page.locator('article.pod').count(), POLL).toBe(2);
    expect(await visit.lost()).toBe(0);
    const log = await visit.log();
    for (const line of [
      'version 2.0.0 is here',
      'pod new-c appeared (version 2.0.0)',
      'pod old-a is terminating: it was told to stop and still answers',
      'version 1.0.0 is gone',
    ])
      expect(log).toContain(line);
    expect(log.find((line) => line.startsWith('pod old-a left'))).toMatch(/last seen at [\d:]+: it drained$/);
    expect(visit.complaints).toEqual([]);
  });

  test('a killed process shows its losses, is called crashed, and comes back as a restart', async () => {
    const stays = await stage.pod('pod-a');
    const dies = await stage.pod('pod-b');
    const service = await stage.service(stays, dies);
    const visit = await stage.visit(service);
    await expect.poll(() => visit.page.locator('article.pod').count(), POLL).toBe(2);
    dies.kill('SIGKILL');
    await expect.poll(() => visit.lost(), POLL).toBeGreaterThan(3);
    expect(await visit.page.textContent('#losing')).toMatch(/\d+ of \d+ requests lost in the last 10 s/);
    expect(await visit.page.locator('#lost-figure').getAttribute('class')).toContain('some');
    await expect.poll(() => visit.pixels(...LOSS), POLL).toBeGreaterThan(50);
    await expect.poll(() => visit.card(dies).getAttribute('data-state'), POLL).toBe('crashed');
    expect(await visit.card(stays).getAttribute('data-state')).toBe('ready');
    expect(await visit.page.title()).toMatch(/^✕ \d+ · /);
    await expect.poll(() => visit.page.textContent('#announcer'), POLL).toMatch(/\d+ requests? lost/);
    service.remove(dies);

    service.add(await stage.pod('pod-b'));
    await expect.poll(() => visit.card('pod-b').textContent(), POLL).toContain('1 restart seen');
    expect(await visit.card('pod-b').getAttribute('data-state')).toBe('ready');
    const log = await visit.log();
    expect(log.find((line) => line.startsWith('pod pod-b restarted'))).toMatch(/restarted after \d+ s/);
    expect(log.filter((line) => /^\d+ requests? lost/.test(line))).not.toEqual([]);
    const lostBefore = await visit.lost();
    const answeredBefore = await visit.answered();
    await expect.poll(() => visit.answered(), POLL).toBeGreaterThan(answeredBefore + 20);
    expect(await visit.lost()).toBe(lostBefore);
    expect(visit.complaints).toEqual([]);
  });

  test('a fault started on a chosen pod runs there and nowhere else, counts down and ends', async () => {
    const pods = await Promise.all([stage.pod('pod-a'), stage.pod('pod-b'), stage.pod('pod-c')]);
    const [, chosen] = pods;
    if (!chosen) throw new Error('there are three');
    const service = await stage.service(...pods);
    const visit = await stage.visit(service);
    const { page } = visit;
    await visit.card(chosen).getByRole('button', { name: 'Break pod-b' }).click();
    await page.selectOption('#fault-kind', 'unready');
    await page.fill('#fault-parameters input[name=seconds]', '4');
    await page.click('#fault-start');
    await expect
      .poll(() => page.textContent('#fault-result'), POLL)
      .toMatch(/^pod-b: readiness is 503 for 4 s/);
    expect(await Promise.all(pods.map((pod) => pod.activeFaults()))).toEqual([[], ['unready'], []]);
    await expect.poll(() => visit.card(chosen).textContent(), POLL).toMatch(/unready[1-4] s left/);
    expect(await visit.card(chosen).getAttribute('data-state')).toBe('unready');
    await expect.poll(() => visit.card(chosen).locator('.active-faults li').count(), POLL).toBe(0);
    expect(await chosen.activeFaults()).toEqual([]);
    await expect.poll(() => visit.log(), POLL).toContain('unready ended on pod pod-b');

    await page.selectOption('#fault-kind', 'errors');
    await page.fill('#fault-parameters input[name=seconds]', '60');
    await page.click('#fault-start');
    await expect.poll(() => page.textContent('#lost-detail'), POLL).toMatch(/5xx \d+/);
    expect(await visit.pixels(...LOSS)).toBeGreaterThan(20);
    await page.click('#fault-stop-all');
    await expect
      .poll(() => page.textContent('#fault-result'), POLL)
      .toBe('1 fault stopped; 3 pods asked, no fault is active.');
    expect(await chosen.activeFaults()).toEqual([]);
    expect(visit.complaints).toEqual([]);
  });

  test('a value out of bounds is refused before it is sent, and the bounds of the fields are the API’s own', async () => {
    const pod = await stage.pod('pod-a');
    const visit = await stage.visit(await stage.service(pod));
    const { page } = visit;
    await page.selectOption('#fault-kind', 'latency');
    const field = page.locator('#fault-parameters input[name=milliseconds]');
    expect(await field.getAttribute('max')).toBe('15000');
    expect(await field.getAttribute('placeholder')).toBe('500');
    await field.fill('15001');
    await page.click('#fault-start');
    await expect
      .poll(() => page.textContent('#fault-result'), POLL)
      .toBe('Delay (ms) must be 0 to 15000, got 15001.');
    expect(await field.evaluate('document.activeElement.name')).toBe('milliseconds');
    expect(await pod.activeFaults()).toEqual([]);
  });

  test('buttons are disabled with the reason where the guard forbids, and a token opens them', async () => {
    const [off, guarded] = await Promise.all([
      stage.pod('pod-off', { FAULTS: 'off' }),
      stage.pod('pod-token', { FAULTS: 'token', FAULTS_TOKEN: 'geheim-geheim-78' }),
    ]);
    const closed = await stage.visit(await stage.service(off));
    await expect
      .poll(() => closed.page.textContent('#guard'), POLL)
      .toBe('Faults are off here (FAULTS=off).');
    for (const id of ['#fault-start', '#fault-kind', '#fault-target', '#scenario-slow'])
      expect([id, await closed.page.isDisabled(id)]).toEqual([id, true]);
    expect(await closed.page.isDisabled('#fault-stop-all')).toBe(true);
    expect(await closed.page.getAttribute('#fault-start', 'aria-describedby')).toBe('guard');

    const open = await stage.visit(await stage.service(guarded));
    await expect.poll(() => open.page.isVisible('#token'), POLL).toBe(true);
    expect(await open.page.isDisabled('#fault-start')).toBe(true);
    await open.page.selectOption('#fault-kind', 'unready');
    await open.page.fill('#token', 'wrong-token');
    await open.page.click('#fault-start');
    await expect.poll(() => open.page.textContent('#fault-result'), POLL).toBe('The token is wrong.');
    await open.page.fill('#token', 'geheim-geheim-78');
    await open.page.click('#fault-start');
    await expect.poll(() => guarded.activeFaults(), POLL).toEqual(['unready']);
    const kept = await open.page.evaluate(
      'JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])',
    );
    expect(kept).not.toContain('geheim-geheim-78');
  });

  test('the keep-alive lane stays with one pod, and the fresh lane beside it does not', async () => {
    const pods = await Promise.all(
      ['pod-a', 'pod-b', 'pod-c'].map((name) => stage.pod(name, { MAX_CONNECTION_AGE_MS: '600000' })),
    );
    const visit = await stage.visit(await stage.service(...pods));
    await expect.poll(() => visit.page.locator('article.pod').count(), POLL).toBe(3);
    await visit.page.check('#keep-alive');
    await expect
      .poll(() => visit.page.textContent('#streak'), POLL)
      .toMatch(/has been with pod-[abc] for \d+ s: (3\d|[4-9]\d|\d{3,}) requests/);
    await expect.poll(() => visit.page.textContent('#spread'), POLL).toMatch(/^The shares are what/);
    for (const pod of pods) expect(await visit.card(pod).getAttribute('data-state')).toBe('ready');
    expect(await visit.page.textContent('#stream-notes')).not.toContain('shared a connection');
  });

  test('behind a proxy that puts a path before its own, it samples, names its address and starts faults', async () => {
    const pod = await stage.pod('pod-a');
    const base = await proxyBelowPath(pod.port);
    const visit = new Visit(await stage.newPage());
    const { page } = visit;
    await page.goto(`${base}?present`);
    await expect.poll(() => page.locator('#present-end').count(), POLL).toBe(1);
    await page.keyboard.press('Escape');
    expect(page.url()).toBe(base);
    await expect.poll(() => visit.answered(), POLL).toBeGreaterThan(5);
    expect(await visit.lost()).toBe(0);
    await page.getByRole('button', { name: 'Self-healing' }).click();
    expect(await page.textContent('#lesson')).toContain(`curl -X POST ${base}faults/memory-leak`);
    await page.selectOption('#fault-kind', 'cpu-load');
    await page.click('#fault-start');
    await expect.poll(() => pod.activeFaults(), POLL).toEqual(['cpu-load']);
    expect(visit.complaints).toEqual([]);
  });

  test('language, theme and rate are remembered', async () => {
    const visit = await stage.visit(await stage.service(await stage.pod('pod-a')));
    const { page } = visit;
    await page.click('#language');
    await page.click('#theme');
    await page.click('#theme');
    await page.click('input[name=rate][value="5"]');
    await page.reload();
    await expect.poll(() => page.textContent('#theme'), POLL).toBe('테마: 어둡게');
    await expect.poll(() => visit.headline(), POLL).toMatch(/파드 1개가 응답합니다/);
    expect(await page.isChecked('input[name=rate][value="5"]')).toBe(true);
    expect(await page.getAttribute('html', 'lang')).toBe('ko');
    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe('rgb(15, 19, 25)');
  });
});
