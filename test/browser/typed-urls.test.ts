import { expect, test } from 'vitest';
import { ADDRESSES, describeInBrowser } from './stage.ts';

describeInBrowser("one of the course's URLs in the address bar", (stage) => {
  test.each(ADDRESSES)('says what would happen, and its button does it, on %s', async (_where, urlOf) => {
    const pod = await stage.pod('pod-a');
    const page = await stage.newPage({ viewport: { width: 360, height: 640 } });
    await page.goto(new URL('/cpu-load?millicores=50&seconds=60', urlOf(await stage.service(pod))).href);
    const text = () => page.locator('body').textContent();
    expect(await text()).toContain('this container will use 50m of CPU in total for 60 s');
    expect(await page.locator('[lang=ko], [lang=en]').count()).toBeGreaterThanOrEqual(2);
    expect(await text()).toContain('pod-a');
    expect(await pod.activeFaults()).toEqual([]);
    // A phone shows it without scrolling sideways.
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);

    await page.getByRole('button').click();
    await expect.poll(text, { timeout: 10_000 }).toContain('pod-a');
    await expect.poll(() => pod.activeFaults(), { timeout: 10_000 }).toEqual(['cpu-load']);
    expect(await page.getByRole('button').count()).toBe(0);
    await page.getByRole('link').first().click();
    await expect.poll(() => page.locator('#fault-start').count(), { timeout: 10_000 }).toBe(1);
  });
});
