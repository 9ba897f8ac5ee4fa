import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openContainer } from '../../src/container.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PID = 7;
const PPID = 3;
const V1_UNLIMITED = '9223372036854771712';

describe('cgroup v2', () => {
  test('a container in its own cgroup namespace reads its limits and usage at the root of the mount', () => {
    const container = open(v2());
    expect(container.cpuLimitMillicores).toBe(200);
    expect(container.memoryLimitBytes).toBe(209_715_200);
    expect(container.cpuUsageMs()).toBe(1234.567);
    expect(container.throttledMs()).toBe(250);
    expect(container.cpuCapacityMillicores).toBe(availableParallelism() * 1000);
  });

  test('memory is told without inactive file cache, and without any file cache', () => {
    expect(open(v2()).memoryUsage()).toEqual({
      workingSetBytes: 100_000_000 - 10_000_000,
      unreclaimableBytes: 100_000_000 - 10_000_000 - 20_000_000,
    });
  });

  test('usage is read anew at each question', () => {
    const files = v2();
    const root = write(files);
    const container = openContainer(root, PID, PPID);
    writeFileSync(join(root, 'sys/fs/cgroup/cpu.stat'), 'usage_usec 2000000\nthrottled_usec 300000\n');
    expect([container.cpuUsageMs(), container.throttledMs()]).toEqual([2000, 300]);
  });

  test('"max" means that there is no limit', () => {
    const container = open(v2({ 'cpu.max': 'max 100000\n', 'memory.max': 'max\n' }));
    expect([container.cpuLimitMillicores, container.memoryLimitBytes]).toEqual([null, null]);
  });

  test.each([
    ['12500 100000', 125],
    ['1000 100000', 10],
    ['33333 100000', 333],
    ['150000 100000', 1500],
    ['25000 50000', 500],
    ['400000 100000', 4000],
  ])('a CPU limit of %s is %dm', (cpuMax, millicores) => {
    expect(open(v2({ 'cpu.max': `${cpuMax}\n` })).cpuLimitMillicores).toBe(millicores);
  });

  test('with the whole hierarchy mounted, the group of the process is looked up below the mount', () => {
    const group = '/kubepods.slice/kubepods-burstable.slice/kubepods-pod1.slice/cri-containerd-abc.scope';
    const container = open({
      'proc/self/cgroup': `0::${group}\n`,
      'proc/self/mountinfo': mount('/', '/sys/fs/cgroup', 'cgroup2', 'rw,nsdelegate'),
      ...below(`sys/fs/cgroup${group}`, V2_FILES),
      // The slices above have other limits, which are not the container's.
      ...below('sys/fs/cgroup/kubepods.slice', { 'cpu.max': '900000 100000\n', 'memory.max': '1\n' }),
    });
    expect([container.cpuLimitMillicores, container.memoryLimitBytes]).toEqual([200, 209_715_200]);
  });

  test.each([
    [
      "in the host's cgroup namespace the mount's root is the group's path, and not looked for below the mount",
      { group: '/kubepods/burstable/pod1/abc', root: '/kubepods/burstable/pod1/abc', below: '' },
    ],
    [
      'a mount whose root lies outside of the namespace ("/../..") is the own group',
      { group: '/', root: '/../..', below: '' },
    ],
    [
      'a process that moved to a group below the mounted one is found there',
      { group: '/docker/abc/init', root: '/docker/abc', below: '/init' },
    ],
    [
      "docker in docker: the inner container's path begins with the outer one's",
      { group: '/docker/outer/docker/inner', root: '/docker/outer/docker/inner', below: '' },
    ],
    [
      'a group whose name only begins like the mounted one is not below it',
      { group: '/kubepods/pod12/abc', root: '/kubepods/pod1', below: '' },
    ],
  ])('%s', (_title, at) => {
    const container = open({
      'proc/self/cgroup': `0::${at.group}\n`,
      'proc/self/mountinfo': mount(at.root, '/sys/fs/cgroup', 'cgroup2', 'rw'),
      ...below(`sys/fs/cgroup${at.below}`, V2_FILES),
    });
    expect([container.cpuLimitMillicores, container.memoryLimitBytes]).toEqual([200, 209_715_200]);
  });
});

describe('cgroup v1', () => {
  test('a container reads its limits and usage where its controllers are mounted', () => {
    const container = open(v1());
    expect(container.cpuLimitMillicores).toBe(200);
    expect(container.memoryLimitBytes).toBe(209_715_200);
    expect(container.cpuUsageMs()).toBe(1234.567);
    expect(container.throttledMs()).toBe(250);
  });

  test('memory is told without file cache, child groups included', () => {
    expect(open(v1()).memoryUsage()).toEqual({
      workingSetBytes: 90_000_000,
      unreclaimableBytes: 70_000_000,
    });
  });

  test('no quota and a limit near 2^63 mean that there is no limit', () => {
    const container = open(
      v1({ cpu: { 'cpu.cfs_quota_us': '-1\n' }, memory: { 'memory.limit_in_bytes': `${V1_UNLIMITED}\n` } }),
    );
    expect([container.cpuLimitMillicores, container.memoryLimitBytes]).toEqual([null, null]);
  });

  test('cpu and cpuacct may be mounted apart', () => {
    const container = open({
      ...v1(),
      'proc/self/cgroup': '4:memory:/\n3:cpuacct:/\n2:cpu:/\n1:name=systemd:/\n',
      'proc/self/mountinfo': [
        mount('/', '/sys/fs/cgroup/cpu', 'cgroup', 'rw,cpu'),
        mount('/', '/sys/fs/cgroup/cpuacct', 'cgroup', 'rw,cpuacct'),
        mount('/', '/sys/fs/cgroup/memory', 'cgroup', 'rw,memory'),
      ].join(''),
      ...below('sys/fs/cgroup/cpu', V1_CPU_FILES),
      ...below('sys/fs/cgroup/cpuacct', { 'cpuacct.usage': '5000000\n' }),
    });
    expect([container.cpuLimitMillicores, container.cpuUsageMs()]).toEqual([200, 5]);
  });

  test("the kubelet's systemd slices are found through bind mounts whose roots are paths of the host", () => {
    const group =
      '/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1.slice/cri-containerd-a.scope';
    const container = open({
      ...v1(),
      'proc/self/cgroup': `4:memory:${group}\n3:cpu,cpuacct:${group}\n1:name=systemd:${group}\n`,
      'proc/self/mountinfo': [
        mount(group, '/sys/fs/cgroup/systemd', 'cgroup', 'rw,xattr,name=systemd'),
        mount(group, '/sys/fs/cgroup/cpu,cpuacct', 'cgroup', 'rw,cpu,cpuacct'),
        mount(group, '/sys/fs/cgroup/memory', 'cgroup', 'rw,memory'),
      ].join(''),
    });
    expect([container.cpuLimitMillicores, container.memoryLimitBytes]).toEqual([200, 209_715_200]);
  });

  test('hybrid: an empty unified hierarchy beside the controllers does not hide them', () => {
    const container = open({
      ...v1(),
      'proc/self/cgroup': '4:memory:/\n3:cpu,cpuacct:/\n1:name=systemd:/\n0::/\n',
      'proc/self/mountinfo': `${mount('/', '/sys/fs/cgroup/unified', 'cgroup2', 'rw,nsdelegate')}${V1_MOUNTS}`,
      ...below('sys/fs/cgroup/unified', { 'cgroup.procs': `${PID}\n`, 'cpu.stat': 'usage_usec 1\n' }),
    });
    expect([container.cpuLimitMillicores, container.cpuUsageMs()]).toEqual([200, 1234.567]);
  });
});

describe('limits are read at each question, since a resize changes them', () => {
  test.each([
    [
      'cgroup v2',
      v2(),
      { 'sys/fs/cgroup/cpu.max': '50000 100000\n', 'sys/fs/cgroup/memory.max': '314572800\n' },
      { 'sys/fs/cgroup/cpu.max': 'max 100000\n', 'sys/fs/cgroup/memory.max': 'max\n' },
    ],
    [
      'cgroup v1',
      v1(),
      {
        'sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': '50000\n',
        'sys/fs/cgroup/memory/memory.limit_in_bytes': '314572800\n',
      },
      {
        'sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us': '-1\n',
        'sys/fs/cgroup/memory/memory.limit_in_bytes': `${V1_UNLIMITED}\n`,
      },
    ],
  ])('%s', (_version, files, raised, removed) => {
    const root = write(files);
    const container = openContainer(root, PID, PPID);
    const limits = () => [container.cpuLimitMillicores, container.memoryLimitBytes];
    expect(limits()).toEqual([200, 209_715_200]);
    change(root, raised);
    expect(limits()).toEqual([500, 314_572_800]);
    change(root, removed);
    expect(limits()).toEqual([null, null]);
  });
});

describe('only the process is measured, without limits, where', () => {
  test.each([
    ['its group holds other processes', v2({ ...UNLIMITED, 'cgroup.procs': `1\n${PID}\n99\n` })],
    ["its group's processes cannot be listed", v2({ ...UNLIMITED, 'cgroup.procs': null })],
    ['its group is empty, as seen from another namespace', v2({ ...UNLIMITED, 'cgroup.procs': '' })],
    [
      'it shares a v1 group with other processes',
      v1({
        cpu: { 'cpu.cfs_quota_us': '-1\n' },
        memory: { 'memory.limit_in_bytes': `${V1_UNLIMITED}\n`, 'cgroup.procs': `${PID}\n4711\n` },
      }),
    ],
    ['there is no cgroup at all', { 'proc/self/cgroup': '', 'proc/self/mountinfo': '' }],
    ['there is no /proc', {}],
    ['nothing is mounted', { 'proc/self/cgroup': '0::/user.slice\n', 'proc/self/mountinfo': '' }],
  ])('where %s', (_where, files) => {
    const container = open(files);
    expect([container.cpuLimitMillicores, container.memoryLimitBytes, container.throttledMs()]).toEqual([
      null,
      null,
      null,
    ]);
    const { workingSetBytes, unreclaimableBytes } = container.memoryUsage();
    expect(workingSetBytes).toBe(unreclaimableBytes);
    expect(Math.abs(workingSetBytes / process.memoryUsage.rss() - 1)).toBeLessThan(0.2);
    const { user, system } = process.cpuUsage();
    expect(Math.abs(container.cpuUsageMs() - (user + system) / 1000)).toBeLessThan(100);
  });
});

test.each([
  ['the process alone', `${PID}\n`],
  ['the process and its parent, a shell', `${PPID}\n${PID}\n`],
  ['an init process, a shell and the process', `1\n${PPID}\n${PID}\n`],
])('a group that holds %s is a container', (_who, processes) => {
  expect(open(v2({ 'cgroup.procs': processes })).cpuLimitMillicores).toBe(200);
});

test('a limited group is a container, also while another process (kubectl exec) is in it', () => {
  const container = open(v2({ 'cgroup.procs': `${PID}\n99\n` }));
  expect([container.cpuLimitMillicores, container.cpuUsageMs()]).toEqual([200, 1234.567]);
});

test('this very machine can be read', () => {
  const container = openContainer();
  expect(container.cpuUsageMs()).toBeGreaterThan(0);
  expect(container.memoryUsage().workingSetBytes).toBeGreaterThan(10 * 2 ** 20);
});

type Files = Record<string, string | null>;

const UNLIMITED: Files = { 'cpu.max': 'max 100000\n', 'memory.max': 'max\n' };

const V2_FILES: Files = {
  'cgroup.procs': `${PID}\n`,
  'cpu.max': '20000 100000\n',
  'cpu.stat': 'usage_usec 1234567\nuser_usec 1000000\nnr_throttled 5\nthrottled_usec 250000\n',
  'memory.max': '209715200\n',
  'memory.current': '100000000\n',
  'memory.stat': 'anon 60000000\nfile 30000000\ninactive_file 10000000\nactive_file 20000000\n',
};

function v2(differences: Files = {}): Files {
  return {
    'proc/self/cgroup': '0::/\n',
    'proc/self/mountinfo': `22 1 0:20 / / rw - overlay overlay rw\n${mount('/', '/sys/fs/cgroup', 'cgroup2', 'rw')}`,
    ...below('sys/fs/cgroup', { ...V2_FILES, ...differences }),
  };
}

const V1_MOUNTS = [
  mount('/', '/sys/fs/cgroup/systemd', 'cgroup', 'rw,xattr,name=systemd'),
  mount('/', '/sys/fs/cgroup/cpu,cpuacct', 'cgroup', 'rw,cpu,cpuacct'),
  mount('/', '/sys/fs/cgroup/memory', 'cgroup', 'rw,memory'),
].join('');

const V1_CPU_FILES: Files = {
  'cpu.cfs_quota_us': '20000\n',
  'cpu.cfs_period_us': '100000\n',
  'cpuacct.usage': '1234567000\n',
  'cpu.stat': 'nr_periods 10\nnr_throttled 5\nthrottled_time 250000000\n',
};

function v1(differences: { cpu?: Files; memory?: Files } = {}): Files {
  return {
    'proc/self/cgroup': '4:memory:/\n3:cpu,cpuacct:/\n1:name=systemd:/\n',
    'proc/self/mountinfo': V1_MOUNTS,
    ...below('sys/fs/cgroup/cpu,cpuacct', { ...V1_CPU_FILES, ...differences.cpu }),
    ...below('sys/fs/cgroup/memory', {
      'cgroup.procs': `${PID}\n`,
      'memory.limit_in_bytes': '209715200\n',
      'memory.usage_in_bytes': '100000000\n',
      'memory.stat':
        'inactive_file 1\nactive_file 2\ntotal_inactive_file 10000000\ntotal_active_file 20000000\n',
      ...differences.memory,
    }),
  };
}

function mount(root: string, point: string, type: string, options: string): string {
  return `30 22 0:26 ${root} ${point} rw,nosuid,nodev - ${type} cgroup ${options}\n`;
}

function below(folder: string, files: Files): Files {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [join(folder, name), text]));
}

function open(files: Files) {
  return openContainer(write(files), PID, PPID);
}

function write(files: Files): string {
  const root = temporaryFolder();
  change(root, files);
  return root;
}

function change(root: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    if (text === null) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
