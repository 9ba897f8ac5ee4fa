import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, test } from 'vitest';

const GUARD = fileURLToPath(new URL('../../scripts/node-version.cjs', import.meta.url));
const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');

describe('npm run in an older Node.js', () => {
  it('says in one line that npm ci brings the right one, where there is a package of it', () => {
    expect(preload({ node: '20.20.2', platform: 'linux', arch: 'x64' })).toEqual({
      exitCode: 2,
      lines: ['Node.js 26 is needed, and /usr/bin/node is 20.20.2: run npm ci, which brings it.'],
    });
    expect(preload({ node: '25.9.0', platform: 'win32', arch: 'x64' }).lines[0]).toMatch(/run npm ci/);
    expect(preload({ node: '24.0.0', platform: 'darwin', arch: 'arm64' }).lines[0]).toMatch(/run npm ci/);
  });

  it('says which one to install, where there is none', () => {
    expect(preload({ node: '24.1.0', platform: 'linux', arch: 's390x' })).toEqual({
      exitCode: 2,
      lines: [
        'Node.js 26 is needed, and /usr/bin/node is 24.1.0: install it from https://nodejs.org, there is no package of it for linux s390x.',
      ],
    });
  });

  it('prints nothing in the right version, or a newer one', () => {
    expect(preload({ node: '26.0.0', platform: 'linux', arch: 's390x' })).toEqual({ lines: [] });
    expect(preload({ node: '27.1.0', platform: 'linux', arch: 'x64' })).toEqual({ lines: [] });
  });
});

test('every script that runs TypeScript of ours loads it first', () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
  // vitest.config.ts loads it for the tests.
  const ours = Object.values(scripts).filter(
    (script) => script.includes('.ts') && !script.startsWith('vitest '),
  );
  expect(ours).not.toEqual([]);
  for (const script of ours) expect(script).toMatch(/^node -r \.\/scripts\/node-version\.cjs /);
  expect(read('vitest.config.ts')).toContain("import './scripts/node-version.cjs'");
});

test('no package runs a script when it is installed', () => {
  const { packages } = JSON.parse(read('package-lock.json'));
  expect(Object.keys(packages).filter((name) => packages[name].hasInstallScript)).toEqual([]);
});

test('the Node.js of each platform is locked by its hash, and is the one of .node-version', () => {
  const { packages } = JSON.parse(read('package-lock.json'));
  const names = Object.keys(packages['']?.optionalDependencies);
  expect(names).toHaveLength(5);
  for (const name of names) {
    expect(packages[`node_modules/${name}`]).toMatchObject({
      version: read('.node-version').trim(),
      integrity: expect.stringMatching(/^sha512-/),
      bin: { node: expect.stringMatching(/^bin\/node/) },
    });
  }
});

function preload({ node, platform, arch }: { node: string; platform: string; arch: string }) {
  const lines: string[] = [];
  let exitCode: number | undefined;
  runInNewContext(readFileSync(GUARD, 'utf8'), {
    require: createRequire(GUARD),
    console: { error: (line: string) => lines.push(line) },
    process: {
      versions: { node },
      execPath: '/usr/bin/node',
      platform,
      arch,
      exit: (code: number) => {
        exitCode = code;
      },
    },
  });
  return exitCode === undefined ? { lines } : { lines, exitCode };
}
