import { expect, test } from 'vitest';
import { describeInBrowser, type PodProcess, type Visit } from './stage.ts';

const POLL = { timeout: 40_000, interval: 100 };

interface Recorded {
  readonly frames: number;
  readonly contradictions: readonly string[];
}

/** Compares the status in the row and on the card of each pod after each frame. */
const RECORD_STATUSES = `
  window.recorded = { frames: 0, contradictions: [] };
  const compare = () => {
    recorded.frames += 1;
    for (const card of document.querySelectorAll('article.pod')) {
      const name = card.querySelector('h3').title;
      const row = [...document.querySelectorAll('.row-name')].find(
        (each) => each.querySelector('.row-pod > :last-child').textContent === name,
      );
      if (row?.dataset.state !== card.dataset.state)
        recorded.contradictions.push(name + ': row ' + row?.dataset.state + ', card ' + card.dataset.state);
    }
    requestAnimationFrame(() => setTimeout(compare));
  };
  compare();
`;

/** Real processes behind the balancer; the test does what kubelet and kube-proxy would do. */
describeInBrowser('each state of a pod', (stage) => {
  async function two() {
    const [stays, other] = await Promise.all([stage.pod('pod-a'), stage.pod('pod-b')]);
    const service = await stage.service(stays, other);
    const visit = await stage.visit(service);
    await visit.page.click('input[name=rate][value="20"]');
    await expect.poll(() => visit.page.locator('article.pod').count(), POLL).toBe(2);
    return { stays, other, service, visit, page: visit.page };
  }

  function become(visit: Visit, pod: PodProcess | string, state: string): Promise<void> {
    return expect.poll(() => visit.card(pod).getAttribute('data-state'), POLL).toBe(state) as Promise<void>;
  }

  test('not ready: running, out of the Service, with the reason and a countdown, and no alarm', async () => {
    const { other, service, visit, page } = await two();
    await visit.card(other).getByRole('button', { name: 'Break pod-b' }).click();
    await page.selectOption('#fault-kind', 'unready');
    await page.fill('#fault-parameters input[name=seconds]', '25');
    await page.click('#fault-start');
    // At once, and not when a sample happens to meet it.
    await become(visit, other, 'unready');
    service.remove(other);
    await expect
      .poll(() => visit.card(other).textContent(), POLL)
      .toMatch(/not ready.*last answer [3-9] s ago/);
    const card = visit.card(other);
    expect(await card.getAttribute('data-state')).toBe('unready');
    expect(await card.textContent()).toMatch(/fault unready is active · \d+ s left/);
    expect(await page.locator('.row-name', { hasText: 'pod-b' }).textContent()).toContain('not ready');
    // A fault of a pod that gets no requests cannot be stopped.
    const stop = card.getByRole('button', { name: 'Stop unready on pod-b' });
    expect(await stop.isDisabled()).toBe(true);
    expect(await card.textContent()).toMatch(/is not ready and gets no requests; ends by itself in \d+ s/);
    expect(await visit.headline()).toMatch(/^1 pod answers/);

    await page.click('#fault-stop-all');
    await expect
      .poll(() => page.textContent('#fault-result'), POLL)
      .toMatch(/^0 of 1 stopped; pod-b is not ready, its fault ends by itself in \d+ s\.$/);
    expect(await page.getAttribute('#fault-result', 'class')).toContain('partly');

    await expect.poll(() => card.locator('.active-faults li').count(), POLL).toBe(0);
    service.add(other);
    await become(visit, other, 'ready');
    expect(await visit.lost()).toBe(0);
    expect(await visit.pixels(193, 0, 47)).toBe(0);
    expect(visit.complaints).toEqual([]);
  });

  test('hung: accepts and does not answer, known from the order and from the losses', async () => {
    const { other, service, visit, page } = await two();
    await page.selectOption('#fault-target', other.hostname);
    await page.selectOption('#fault-kind', 'hang');
    await page.fill('#fault-parameters input[name=seconds]', '15');
    await page.click('#fault-start');
    await become(visit, other, 'hung');
    await expect.poll(() => visit.lost(), POLL).toBeGreaterThan(1);
    expect(await page.textContent('#lost-detail')).toMatch(/timeout \d+/);
    service.remove(other);
    await expect.poll(() => visit.log(), POLL).toContain('hang ended on pod pod-b');
    service.add(other);
    await become(visit, other, 'ready');
    expect(await visit.log()).not.toContain('pod pod-a hangs');
  });

  test('terminating, then finished: it drained, and nothing is red', async () => {
    const { stays, other, service, visit } = await two();
    other.kill('SIGTERM');
    await become(visit, other, 'terminating');
    service.remove(other);
    await become(visit, other, 'finished');
    expect(await visit.headline()).toMatch(/^1 pod answers/);
    await expect.poll(() => visit.card(other).count(), POLL).toBe(0);
    expect((await visit.log())[0]).toMatch(/^pod pod-b left, last seen at [\d:]+: it drained$/);
    expect(await visit.card(stays).getAttribute('data-state')).toBe('ready');
    expect(await visit.lost()).toBe(0);
  });

  test('crashed: killed without a drain; restarted under its name, also after a back-off', async () => {
    const { other, service, visit } = await two();
    other.kill('SIGKILL');
    await become(visit, other, 'crashed');
    service.remove(other);
    await expect
      .poll(() => visit.log(), POLL)
      .toContainEqual(
        expect.stringMatching(/^pod pod-b crashed \(\d+ requests? lost\): it was ready and did not drain$/),
      );
    await visit.page.waitForTimeout(10_000);
    service.add(await stage.pod('pod-b'));
    await become(visit, 'pod-b', 'ready');
    expect(await visit.card('pod-b').textContent()).toMatch(/1 restart seen/);
    const told = (await visit.log()).filter((line) => line.startsWith('pod pod-b'));
    expect(told.filter((line) => line.includes('restarted'))).toHaveLength(1);
    expect(told.filter((line) => line.includes('appeared'))).toEqual([]);
  });

  test('restarted with the cause that was announced: the code of a crash', async () => {
    const { other, service, visit, page } = await two();
    await page.selectOption('#fault-target', other.hostname);
    await page.selectOption('#fault-kind', 'crash');
    await page.fill('#fault-parameters input[name=exitCode]', '3');
    await page.click('#fault-start');
    await become(visit, other, 'crashed');
    service.remove(other);
    service.add(await stage.pod('pod-b'));
    await expect
      .poll(() => visit.log(), POLL)
      .toContainEqual(
        expect.stringMatching(/^pod pod-b restarted after \d+ s: exit code 3, as crash had announced$/),
      );
    await expect.poll(() => visit.card('pod-b').textContent(), POLL).toContain('↻ exit code 3');
  });

  test('out of memory as announced: crashed at that second, and restarted for that reason', async () => {
    const [stays, other] = await Promise.all([
      stage.pod('pod-a'),
      // V8's heap limit ends the process here, instead of a limit of the container.
      stage.pod('pod-b', { NODE_OPTIONS: '--max-old-space-size=96' }),
    ]);
    const service = await stage.service(stays, other);
    const visit = await stage.visit(service);
    const { page } = visit;
    await expect.poll(() => page.locator('article.pod').count(), POLL).toBe(2);
    await page.selectOption('#fault-target', other.hostname);
    await page.selectOption('#fault-kind', 'memory-leak');
    await page.selectOption('#fault-parameters select[name=kind]', 'heap');
    await page.fill('#fault-parameters input[name=seconds]', '8');
    await page.click('#fault-start');
    await expect
      .poll(() => page.textContent('#fault-result'), POLL)
      .toMatch(/^pod-b: leaks [\d.]+ MiB\/s, aborts at its heap limit in [\d.]+ s\.$/);
    await become(visit, other, 'crashed');
    service.remove(other);
    service.add(await stage.pod('pod-b'));
    await expect
      .poll(() => visit.log(), POLL)
      .toContainEqual(
        expect.stringMatching(/restarted after \d+ s: aborted at its heap limit, as the leak had announced$/),
      );
    await become(visit, 'pod-b', 'ready');
  });

  test('restarted by the kubelet: it drained, its card went, and it is the same pod that comes back', async () => {
    const { other, service, visit } = await two();
    other.kill('SIGTERM');
    await become(visit, other, 'terminating');
    service.remove(other);
    await expect.poll(() => visit.card(other).count(), POLL).toBe(0);
    service.add(await stage.pod('pod-b'));
    await expect.poll(() => visit.card('pod-b').textContent(), POLL).toMatch(/1 restart seen/);
    expect(await visit.log()).toContainEqual(
      expect.stringMatching(/^pod pod-b restarted after \d+ s: it was told to stop \(SIGTERM\) and drained$/),
    );
  });

  test('a healthy rollout raises no alarm at any moment', async () => {
    const { stays, other, service, visit, page } = await two();
    await expect.poll(() => page.textContent('#spread'), POLL).toMatch(/^The shares are what/);
    const alarms: string[] = [];
    await page.evaluate(RECORD_STATUSES);
    const watching = { isOn: true };
    const watch = (async () => {
      while (watching.isOn) {
        const spread = (await page.textContent('#spread')) ?? '';
        if (/are not what/.test(spread)) alarms.push(spread);
        const states = await page
          .locator('article.pod')
          .evaluateAll((cards) => cards.map((card) => card.getAttribute('data-state')));
        alarms.push(...states.filter((state) => state === 'crashed' || state === 'hung').map(String));
        await page.waitForTimeout(150);
      }
    })();
    for (const [index, old] of [stays, other].entries()) {
      const pod = await stage.pod(`new-${index}`, { APP_VERSION: '2.0.0' });
      service.add(pod);
      await become(visit, pod, 'ready');
      old.kill('SIGTERM');
      await become(visit, old, 'terminating');
      service.remove(old);
    }
    await expect.poll(() => visit.headline(), POLL).toMatch(/^2 pods answer, version 2\.0\.0/);
    await expect.poll(() => page.textContent('#spread'), POLL).toMatch(/^The shares are what/);
    watching.isOn = false;
    await watch;
    expect(alarms).toEqual([]);
    // Rows and cards say the same in every frame: both are rendered from one status.
    const { frames, contradictions } = await page.evaluate<Recorded>('window.recorded');
    expect(frames).toBeGreaterThan(50);
    expect(contradictions).toEqual([]);
    expect(await visit.lost()).toBe(0);
    await expect
      .poll(() => page.getByRole('button', { name: 'Rolling update' }).textContent(), POLL)
      .toBe('✓ Rolling update');
    expect(await visit.log()).toContain('Rolling update: only the new version answers, nothing lost');
  });
});
