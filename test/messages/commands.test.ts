import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { wordsLeft } from '../support/words-left.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a command as npm does. */
function run(main: string, args: readonly string[], environment: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, ...environment },
  });
  return { status, stdout, stderr };
}

describe.concurrent.each([
  ['drills/main.ts', '이 도움말', 'nonsense', '점검은 없습니다'],
  ['drills/traffic/main.ts', '초당 요청 수', '--rat', '알 수 없는 플래그입니다'],
  ['scripts/images/main.ts', '이미지 세 개를 빌드합니다', 'nonsense', '알 수 없는 인수입니다'],
  ['observability/main.ts', '사이드카가 없는 Grafana', 'nonsense', 'check 또는 install이어야 합니다'],
])('%s in Korean', (main, explains, mistake, refuses) => {
  test('explains itself, and leaves nothing in English', () => {
    const { status, stdout } = run(main, ['--help', '--lang', 'ko']);

    expect(status).toBe(0);
    expect(stdout).toContain(explains);
    expect(
      stdout
        .split('\n')
        .filter((line) => !/^Usage: |^npm run/u.test(line))
        .flatMap(wordsLeft),
    ).toEqual([]);
  });

  test('refuses what it does not understand, in the language of the locale', () => {
    const { status, stderr } = run(main, [mistake], { LANG: 'ko_KR.UTF-8' });

    expect(status).toBe(2);
    expect(stderr).toContain(refuses);
    expect(wordsLeft(stderr)).toEqual([]);
  });
});
