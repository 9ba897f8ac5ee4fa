import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bundle } from '../../../scripts/images/bundle.ts';
import { writePage } from '../../../scripts/images/page.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { waitUntil } from '../../support/wait-until.ts';

const MOST_BYTES = 100 * 1024;

test('the page adds less than 100 KiB to the image, all of it compressed already', async () => {
  const folder = temporaryFolder();
  await writePage(folder);
  const files = readdirSync(folder);
  expect(files.filter((name) => !name.endsWith('.gz'))).toEqual([]);
  const bytes = files.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  expect(bytes).toBeGreaterThan(20_000);
  expect(bytes).toBeLessThan(MOST_BYTES);
});

test('a bundled service, which has neither source nor bundler, serves the page from beside it', async () => {
  const folder = temporaryFolder();
  await bundle('src/main.ts', join(folder, 'app.cjs'));
  await writePage(join(folder, 'page'));
  const url = await start(folder);
  const document = await fetch(url, { headers: { accept: 'text/html' } });
  const files = [...(await document.text()).matchAll(/"(page\/[^"]+)"/g)].map(([, file]) => file);
  expect(files).toHaveLength(4);
  for (const file of files) {
    const answer = await fetch(url + file);
    expect([file, answer.status, answer.headers.get('cache-control')]).toEqual([
      file,
      200,
      'public, max-age=31536000, immutable',
    ]);
    expect((await answer.text()).length).toBeGreaterThan(50);
  }
});

test('where the page is missing, a browser gets the text guide, and no request ends in a 5xx', async () => {
  const folder = temporaryFolder();
  await bundle('src/main.ts', join(folder, 'app.cjs'));
  const url = await start(folder);
  const answer = await fetch(url, { headers: { accept: 'text/html' } });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  expect((await fetch(`${url}page/page.0123456789.js`)).status).toBe(404);
});

/** Answers with the address. */
async function start(folder: string): Promise<string> {
  const child = spawn(process.execPath, [join(folder, 'app.cjs')], {
    cwd: folder,
    env: { PORT: '0', HOST: '127.0.0.1', TERMINATION_LOG: '/dev/null' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stdout = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  const address = () => /http:\/\/127\.0\.0\.1:\d+/.exec(stdout)?.[0];
  await waitUntil(
    () => `the bundle to listen, got ${stdout}`,
    () => address() !== undefined,
  );
  return `${address()}/`;
}
