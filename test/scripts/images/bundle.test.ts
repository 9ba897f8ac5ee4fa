import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { bundle } from '../../../scripts/images/bundle.ts';
import { noticesOf } from '../../../scripts/images/notices.ts';
import { substitutes } from '../../../scripts/images/substitutes.ts';
import { ServiceProcess } from '../../support/service-process.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const TOKEN = 'sixteen or more of them';

async function bundled() {
  const folder = temporaryFolder();
  const file = join(folder, 'app.cjs');
  const modules = await bundle('src/main.ts', file, [substitutes]);
  await bundle('src/faults/cpu-load.worker.ts', join(folder, 'cpu-load.worker.cjs'));
  return {
    file,
    modules,
    listening: () => ServiceProcess.listening({ FAULTS: 'token', FAULTS_TOKEN: TOKEN }, [], file),
  };
}

test.each(['Dockerfile', 'Dockerfile.error'])('%s copies all that the bundle is made of', (name) => {
  const sent = readFileSync('.dockerignore', 'utf8').split('\n');
  const folder = temporaryFolder();
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  for (const path of copiedBy(name)) {
    expect(sent).toContain(`!${path}`);
    cpSync(path, join(folder, path), { recursive: true });
  }
  const { status, stderr } = spawnSync(process.execPath, ['scripts/images/bundle.ts'], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
});

function copiedBy(dockerfile: string): string[] {
  const [bundleStage = ''] = readFileSync(dockerfile, 'utf8').split(/^FROM .* AS node$/m);
  return [...bundleStage.matchAll(/^COPY (.*) \S+$/gm)].flatMap(([, paths]) => paths?.split(' ') ?? []);
}

test('no path needs what is left out of the bundle', async () => {
  const service = await (await bundled()).listening();
  const ask = (path: string, init?: RequestInit) => fetch(service.url + path, init);
  const bearing = { method: 'POST', headers: { authorization: `Bearer ${TOKEN}` } };

  for (const path of [
    '/hostname',
    '/version',
    '/info',
    '/livez',
    '/readyz',
    '/startupz',
    '/faults',
    '/metrics',
    '/',
  ]) {
    expect([path, (await ask(path)).status]).toEqual([path, 200]);
  }
  expect(
    await (await ask('/metrics', { headers: { accept: 'application/openmetrics-text' } })).text(),
  ).toMatch(/# EOF\n$/);
  // Another file.
  expect(await (await ask('/openapi.json')).json()).toMatchObject({ openapi: expect.stringMatching(/^3\./) });
  // Hashes, and a thread.
  expect((await ask('/faults/cpu-load?seconds=1', { method: 'POST' })).status).toBe(401);
  expect((await ask('/faults/cpu-load?seconds=1', bearing)).status).toBe(202);
  // A request that the schema refuses, and a body that is no JSON.
  expect((await ask('/faults/unready?seconds=0', bearing)).status).toBe(400);
  const broken = {
    ...bearing,
    body: '{',
    headers: { ...bearing.headers, 'content-type': 'application/json' },
  };
  expect((await ask('/faults/unready', broken)).status).toBe(400);

  service.kill('SIGINT');
  expect(await service.ended).toEqual({ code: 0, signal: null });
  expect(service.stderr).toBe('');
});

test('the bundle is below half a mebibyte, since a start reads and hashes all of it', async () => {
  const { file } = await bundled();
  expect(readFileSync(file, 'utf8').length).toBeLessThan(512 * 1024);
});

test('the bundle has the source of the packages word for word', async () => {
  const { load, transform } = substitutes;
  expect(transform).toBeUndefined();
  expect(
    (load as (id: string) => unknown)(join(process.cwd(), 'node_modules/fastify/fastify.js')),
  ).toBeNull();
});

test('a start and a first answer load no compression', async () => {
  const { file } = await bundled();
  const observer = join(dirname(file), 'observer.cjs');
  writeFileSync(
    observer,
    `require('./app.cjs'); process.once('exit', () => console.log(JSON.stringify({ loaded: process.moduleLoadList })));`,
  );
  const service = await ServiceProcess.listening({}, [], observer);
  expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
  service.kill('SIGINT');
  await service.ended;
  const loaded = service.logLines.flatMap((line) => (line.loaded as string[] | undefined) ?? []);
  expect(loaded).toContain('NativeModule http');
  expect(loaded).not.toContain('NativeModule zlib');
});

test('the licences of the bundled packages are beside the bundle', async () => {
  const { modules } = await bundled();
  const notices = noticesOf(modules);
  for (const name of [
    'fastify',
    'pino',
    'prom-client',
    '@fastify/under-pressure',
    'typebox',
    'close-with-grace',
  ]) {
    const { version } = JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8'));
    expect(notices).toContain(`${name} ${version}\n`);
  }
  expect(notices.match(/copyright/gi)?.length).toBeGreaterThan(10);
  expect(notices).not.toContain('vitest');
});
