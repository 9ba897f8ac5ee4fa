import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { describeWithEngine, engine, image, RunningContainer } from './engine.ts';

describeWithEngine('the images', () => {
  it("answer /hostname with exactly the host name, which is the pod's", async () => {
    await using app = await RunningContainer.startReady({
      image: image('app'),
      options: ['--hostname', 'pod-of-mine'],
    });
    const response = await fetch(`${app.url}/hostname`);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('pod-of-mine');
    expect(response.headers.get('x-app-hostname')).toBe('pod-of-mine');
  });

  it('know the limits they run under', async () => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    const { body } = await app.json('/info');
    expect(body.limits).toEqual({ cpuMillicores: 200, memoryBytes: 200 * 2 ** 20 });
  });

  it('differ in version and colour between app and app-update', async () => {
    await using app = await RunningContainer.startReady({ image: image('app') });
    await using update = await RunningContainer.startReady({ image: image('app-update') });
    const [old, young] = [(await app.json('/info')).body, (await update.json('/info')).body];
    expect(old.version).toBe('1.0.0');
    expect(young.version).toBe('2.0.0');
    expect(young.colour).not.toBe(old.colour);
    expect(await (await fetch(`${update.url}/version`)).text()).toBe('2.0.0');
  });

  it('fail to start as app-error: up, never ready, one clear reason, exit code 1', async () => {
    await using broken = await RunningContainer.start({ image: image('app-error') });
    const readiness: number[] = [];
    const poll = setInterval(() => {
      void fetch(`${broken.url}/readyz`).then(
        ({ status }) => readiness.push(status),
        () => {},
      );
    }, 100);
    expect(await broken.exitCode()).toBe(1);
    clearInterval(poll);
    expect(readiness.length).toBeGreaterThan(0);
    expect(readiness.every((status) => status === 503)).toBe(true);
    const errors = (await broken.log()).split('\n').filter((line) => line.includes('"level":"error"'));
    expect(errors).toHaveLength(1);
    expect(JSON.parse(errors[0] ?? '').reason).toContain('run the migration first');
  });

  it('refuse a bad setting with one line and exit code 1', async () => {
    await using app = await RunningContainer.start({
      image: image('app'),
      environment: { DRAIN_DELAY_MS: '5s' },
    });
    expect(await app.exitCode()).toBe(1);
    expect((await app.log()).trim()).toBe('DRAIN_DELAY_MS must be an integer from 0 to 300000, got "5s"');
  });

  it('run as a numeric user other than root, with an exec-form command', async () => {
    const config = JSON.parse(await engine('image', 'inspect', image('app')))[0].Config;
    expect(config.User).toMatch(/^[1-9]\d*(:\d+)?$/);
    expect(config.Cmd[0]).toBe('node');
    expect(config.Labels['org.opencontainers.image.version']).toBe('1.0.0');
  });

  it('have no program that becomes root, no npm, and nothing that their user may change', async () => {
    const find =
      'find / -xdev \\( -type f -perm /6000 -o -name npm -o \\( -path "/app*" -writable \\) \\) -print';
    for (const name of ['app', 'app-error'] as const) {
      const found = await engine(
        'run',
        '--rm',
        '--network',
        'host',
        image(name),
        'sh',
        '-c',
        `${find} 2>&1; true`,
      );
      expect(found.split('\n').filter((line) => line !== '' && !line.includes('Permission denied'))).toEqual(
        [],
      );
    }
  });

  it('carry the bundle and what it needs, and neither sources nor node_modules', async () => {
    const words = [
      'run',
      '--rm',
      '--network',
      'host',
      image('app'),
      'node',
      '-p',
      'fs.readdirSync("/app").join()',
    ];
    const files = (await engine(...words)).split(',');
    expect(files).toContain('app.cjs');
    expect(files).toContain('THIRD-PARTY-NOTICES.txt');
    expect(files.filter((file) => /node_modules|package|\.ts$|src/.test(file))).toEqual([]);
  });

  it('read at run time the compile cache that the build wrote', async () => {
    await using app = await RunningContainer.startReady({
      image: image('app'),
      environment: { NODE_DEBUG_NATIVE: 'COMPILE_CACHE' },
    });
    expect(await app.log()).toMatch(/app\.cjs.*was accepted/);
  });
});

it('the Dockerfiles name the base image that the README names', () => {
  for (const file of ['Dockerfile', 'Dockerfile.error']) {
    expect(readFileSync(file, 'utf8')).toContain('ARG NODE_IMAGE=docker.io/library/node:26-trixie-slim');
  }
});
