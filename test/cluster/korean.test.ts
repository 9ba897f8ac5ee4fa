import { describe, expect, test } from 'vitest';
import { FakeMachine, type Run, type Tool } from '../support/machine/fake-machine.ts';
import { ANSWERING, cluster, type MachineState, oneCluster } from '../support/machine/machine-state.ts';
import { wordsLeft } from '../support/words-left.ts';

const KOREAN = ['--lang', 'ko'];
const PROGRAMS: readonly Tool[] = ['kubectl', 'docker', 'kind'];

/** The English words, without the commands of the plan and the output of other programs. */
function englishIn({ stdout, stderr }: Run): string[] {
  const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => !/^ {4,}(?!\S*[가-힣])/u.test(line));
  return lines.flatMap(wordsLeft);
}

describe('in Korean, npm run up and npm run down', () => {
  test('say plan, progress and summary, and leave nothing in English', async () => {
    const machine = new FakeMachine(PROGRAMS, { contexts: { work: {} }, clusters: { work: cluster() } });

    const up = await machine.up('--yes', '--create', 'kind', '--monitoring', ...KOREAN);

    expect(up.exitCode).toBe(0);
    expect(up.stdout).toContain('계획: 새 kind 클러스터 "app-1-2-2-1"(컨텍스트 kind-app-1-2-2-1: 노드 3개');
    expect(up.stdout).toMatch(/\[\d\/\d\] 파드가 준비될 때까지 대기\n/);
    expect(up.stdout).toContain('라이브 페이지:  http://localhost:31221/');
    expect(englishIn(up)).toEqual([]);

    const down = await machine.down('--yes', ...KOREAN);

    expect(down.exitCode).toBe(0);
    expect(down.stdout).toContain('모두 되돌렸습니다');
    expect(englishIn(down)).toEqual([]);
  });

  test('build the images in Korean as well', async () => {
    const machine = new FakeMachine(PROGRAMS, oneCluster('kind-dev', { web: ANSWERING }));

    await machine.up('--yes', ...KOREAN);

    expect(machine.changingCalls[0]).toBe('npm run images -- --lang ko');
  });

  test('delete what they applied to an existing cluster', async () => {
    const machine = new FakeMachine(PROGRAMS, oneCluster('kind-dev', { web: ANSWERING, hasMetrics: false }));
    await machine.up('--yes', '--monitoring', ...KOREAN);

    const down = await machine.down('--yes', ...KOREAN);

    expect(down.stdout).toContain('metrics-server 제거');
    expect(englishIn(down)).toEqual([]);
  });

  test('explain themselves', async () => {
    const help = await new FakeMachine([]).up('--help', ...KOREAN);

    expect(help.stdout).toContain('계획만 보여 주고 아무것도 변경하지 않습니다');
    expect(englishIn(help)).toEqual([]);
  });

  test('ask', async () => {
    const machine = new FakeMachine(PROGRAMS, oneCluster('kind-dev'));
    machine.person = () => false;

    const run = await machine.up(...KOREAN);

    expect(run.stdout).toMatch(/진행하시겠습니까\?\n$/);
    expect(run.stderr).toBe('\n아무것도 변경하지 않았습니다.\n');
  });

  const refusals: [string, readonly Tool[], Partial<MachineState>, string[], RegExp][] = [
    ['no tools', [], {}, [], /^ {2}kind {6}docker에/m],
    ['no tool for clusters', ['kubectl', 'docker'], {}, [], /없는 것을 설치한 뒤/],
    ['an unknown flag', PROGRAMS, {}, ['--contxt', 'x'], /--help/],
    ['an unknown context', PROGRAMS, oneCluster('work'), ['--context', 'x'], /kubectl이 아는 컨텍스트: work/],
    ['a cluster elsewhere', PROGRAMS, oneCluster('work'), ['--context', 'work'], /레지스트리를 쓰려면/],
    ['no such tool', PROGRAMS, {}, ['--create', 'rke'], /도구: kind, k3d, minikube/],
    [
      'no namespace',
      PROGRAMS,
      oneCluster('kind-dev'),
      ['--namespace', 'x'],
      /네임스페이스\("x"\)가 없습니다/,
    ],
    ['nobody to ask', PROGRAMS, oneCluster('kind-dev'), [], /물어볼 사람이 없습니다/],
    [
      'a stopped engine',
      PROGRAMS,
      { ...oneCluster('kind-dev'), isEngineRunning: false },
      ['--yes'],
      /Docker를 시작한 뒤/,
    ],
  ];
  test.each(refusals)('refuse: %s', async (_, tools, state, args, says) => {
    const run = await new FakeMachine(tools, state).up(...args, ...KOREAN);

    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(says);
    expect(englishIn(run)).toEqual([]);
  });

  test.each([
    ['ImagePullBackOff', '노드에 이미지가 없고'],
    ['CreateContainerConfigError', '시크릿이 먼저 필요하며'],
    ['CrashLoopBackOff', '컨테이너가 스스로 종료됩니다'],
  ])('say what to do about pods in %s', async (reason, remedy) => {
    const pods = [{ name: 'p', waiting: { reason, message: '' } }];
    const machine = new FakeMachine(PROGRAMS, oneCluster('kind-dev', { pods }));

    const run = await machine.up('--yes', ...KOREAN);

    expect(run.exitCode).toBe(1);
    expect(run.stderr).toMatch(/^\n실패: 파드가 준비될 때까지 대기\n[\s\S]*\n조치: /);
    expect(run.stderr).toContain(remedy);
    expect(englishIn(run)).toEqual([]);
  });
});
