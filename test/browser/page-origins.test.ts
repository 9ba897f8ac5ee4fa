import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { ADDRESSES, describeInBrowser } from './stage.ts';

describeInBrowser('a page of another site', (stage) => {
  test.each(ADDRESSES)('starts no fault on %s', async (_where, urlOf) => {
    const pod = await stage.pod('pod-a');
    const target = urlOf(await stage.service(pod));
    const attempts = [
      `fetch('${target}/faults/unready?a', { method: 'POST', mode: 'no-cors' })`,
      `fetch('${target}/faults/unready?b', { method: 'POST', mode: 'no-cors', referrerPolicy: 'no-referrer' })`,
      `post('${target}/faults/unready?c', 'text/plain')`,
      `post('${target}/faults/unready?d', 'application/x-www-form-urlencoded')`,
      `post('${target}/faults/unready?e', 'multipart/form-data')`,
      `fetch('${target}/faults/unready?f', { method: 'POST', mode: 'no-cors', body: '{"seconds":5}' })`,
      `fetch('${target}/cpu-load', { method: 'POST', mode: 'no-cors', body: '{"millicores":1}' })`,
      `Promise.resolve(navigator.sendBeacon('${target}/faults/unready?g', '{"seconds":5}'))`,
      `Promise.resolve(navigator.sendBeacon('${target}/cpu-load', new URLSearchParams({ millicores: 1 })))`,
      `fetch('${target}/cpu-load?millicores=1', { mode: 'no-cors' })`,
      `fetch('${target}/cpu-load?millicores=2', { mode: 'no-cors', referrerPolicy: 'no-referrer' })`,
      `load('img', '${target}/cpu-load?millicores=3')`,
      `load('script', '${target}/cpu-load?millicores=4')`,
    ];
    const page = await stage.newPage();
    await page.goto(await elsewhere());
    for (const attempt of attempts) await page.evaluate(`${attempt}.then(() => {}, () => {})`);
    // A frame gets the page with the button, and may not show it.
    await page.evaluate(`load('iframe', '${target}/cpu-load?millicores=5')`);
    for (const frame of page.frames()) expect(await frame.locator('button').count()).toBe(0);
    // DELETE is asked about first, and the answer is no.
    await page.evaluate(`fetch('${target}/faults', { method: 'DELETE' }).catch(() => {})`);
    expect(await pod.activeFaults()).toEqual([]);
    await expect.poll(() => pod.answersOf(403), { timeout: 10_000 }).toBe(attempts.length);
    expect(await pod.answersOf(202)).toBe(0);
  });

  test('cannot put the page into a frame (clickjacking)', async () => {
    const service = await stage.service(await stage.pod('pod-a'));
    const page = await stage.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(await elsewhere());
    await page.evaluate(`load('iframe', '${service.nodePortUrl}/')`);
    await expect.poll(() => complaints.join('\n')).toContain('frame-ancestors');
    const framed = page.frames()[1];
    expect(await framed?.locator('#fault-start').count()).toBe(0);
  });
});

/** The address of a foreign page, with functions that send requests in every way a page can. */
async function elsewhere(): Promise<string> {
  const html = `<!doctype html><title>elsewhere</title><script>
    function load(tag, url) {
      const element = document.createElement(tag);
      element.referrerPolicy = 'no-referrer';
      return new Promise((resolve) => {
        element.onload = element.onerror = resolve;
        element.src = url;
        document.body.append(element);
      });
    }
    function post(url, enctype) {
      const frame = document.createElement('iframe');
      frame.name = 'target-' + enctype;
      document.body.append(frame);
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', enctype, action: url, target: frame.name });
      document.body.append(form);
      return new Promise((resolve) => {
        frame.onload = resolve;
        form.submit();
      });
    }
  </script><body></body>`;
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://elsewhere.test:${(server.address() as AddressInfo).port}/`;
}
