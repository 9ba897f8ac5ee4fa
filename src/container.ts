import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

/**
 * What the container uses and may use, read from its cgroup (v1, v2 or hybrid). Limits are read again at
 * each access, because an in-place resize changes them while the process runs.
 */
export interface Container {
  /** CPU limit in thousandths of a core; `null` where there is none. */
  readonly cpuLimitMillicores: number | null;
  /**
   * The cores on which threads can run at the same time, in thousandths. Without a limit it is the upper
   * bound.
   */
  readonly cpuCapacityMillicores: number;
  /** Memory limit in bytes; `null` where there is none. */
  readonly memoryLimitBytes: number | null;
  /** CPU time used so far, in milliseconds, by every process of the container. */
  cpuUsageMs(): number;
  /** For how long the CPU limit has throttled the container, in milliseconds; `null` where unknown. */
  throttledMs(): number | null;
  memoryUsage(): MemoryUsage;
}

export interface MemoryUsage {
  /**
   * Usage without inactive file cache. `kubectl top` shows it, and the kubelet compares it when it
   * evicts.
   */
  readonly workingSetBytes: number;
  /**
   * Usage without any file cache: memory that the kernel cannot reclaim. At the limit the kernel kills
   * because of it.
   */
  readonly unreclaimableBytes: number;
}

/**
 * Opens the cgroup of this process. If other programs share the cgroup (a laptop's shell), only this
 * process is measured. Where there is a limit, other programs (`kubectl exec`) use it up too and are
 * measured with it.
 * @param root where the file system begins; tests pass a fixture tree
 */
export function openContainer(root = '/', pid = process.pid, ppid = process.ppid): Container {
  const read = (...path: string[]): string | null => readText(join(root, ...path));
  const mounts = parseMounts(read('proc/self/mountinfo') ?? '');
  const groups = parseGroups(read('proc/self/cgroup') ?? '');
  const unified = mounts.find((mount) => mount.type === 'cgroup2');
  const unifiedFolder = unified && folderOf(unified, groups.get('') ?? '/');
  // In hybrid mode the unified hierarchy is mounted too, but has no controllers: no memory.stat there.
  const hierarchy: Hierarchy =
    unifiedFolder && read(unifiedFolder, 'memory.stat') !== null && read(unifiedFolder, 'cpu.stat') !== null
      ? cgroupV2((file) => read(unifiedFolder, file))
      : cgroupV1((controller, file) => {
          const mount = mounts.find((each) => each.type === 'cgroup' && each.options.includes(controller));
          return mount ? read(folderOf(mount, groups.get(controller) ?? '/'), file) : null;
        });
  const { container } = hierarchy;
  const isLimited = container.cpuLimitMillicores !== null || container.memoryLimitBytes !== null;
  return isLimited || ownsOnly(hierarchy.processes(), [pid, ppid, 1]) ? container : processAlone();
}

interface Hierarchy {
  processes(): number[];
  readonly container: Container;
}

type Mount = { root: string; point: string; type: string; options: string[] };

/** https://www.kernel.org/doc/html/latest/admin-guide/cgroup-v2.html */
function cgroupV2(read: (file: string) => string | null): Hierarchy {
  return {
    processes: () => numbers(read('cgroup.procs')),
    container: {
      get cpuLimitMillicores() {
        return quotaMillicores(...(read('cpu.max') ?? 'max 100000').trim().split(' '));
      },
      cpuCapacityMillicores: availableParallelism() * 1000,
      get memoryLimitBytes() {
        return limitBytes(read('memory.max'));
      },
      cpuUsageMs: () => (stat(read('cpu.stat'), 'usage_usec') ?? 0) / 1e3,
      throttledMs: () => scale(stat(read('cpu.stat'), 'throttled_usec'), 1e-3),
      memoryUsage: () => memoryUsage(Number(read('memory.current')), read('memory.stat'), ''),
    },
  };
}

/** https://www.kernel.org/doc/html/latest/admin-guide/cgroup-v1/memory.html */
function cgroupV1(read: (controller: string, file: string) => string | null): Hierarchy {
  return {
    processes: () => numbers(read('memory', 'cgroup.procs')),
    container: {
      get cpuLimitMillicores() {
        return quotaMillicores(
          read('cpu', 'cpu.cfs_quota_us')?.trim(),
          read('cpu', 'cpu.cfs_period_us')?.trim(),
        );
      },
      cpuCapacityMillicores: availableParallelism() * 1000,
      get memoryLimitBytes() {
        return limitBytes(read('memory', 'memory.limit_in_bytes'));
      },
      cpuUsageMs: () => Number(read('cpuacct', 'cpuacct.usage') ?? 0) / 1e6,
      throttledMs: () => scale(stat(read('cpu', 'cpu.stat'), 'throttled_time'), 1e-6),
      // total_ counts child groups too, as usage_in_bytes does.
      memoryUsage: () =>
        memoryUsage(Number(read('memory', 'memory.usage_in_bytes')), read('memory', 'memory.stat'), 'total_'),
    },
  };
}

function processAlone(): Container {
  return {
    cpuLimitMillicores: null,
    cpuCapacityMillicores: availableParallelism() * 1000,
    memoryLimitBytes: null,
    cpuUsageMs: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e3;
    },
    throttledMs: () => null,
    memoryUsage: () => {
      const rss = process.memoryUsage.rss();
      return { workingSetBytes: rss, unreclaimableBytes: rss };
    },
  };
}

function memoryUsage(usageBytes: number, statText: string | null, prefix: string): MemoryUsage {
  const inactive = stat(statText, `${prefix}inactive_file`) ?? 0;
  const active = stat(statText, `${prefix}active_file`) ?? 0;
  return {
    workingSetBytes: Math.max(0, usageBytes - inactive),
    unreclaimableBytes: Math.max(0, usageBytes - inactive - active),
  };
}

function ownsOnly(processes: number[], family: number[]): boolean {
  return processes.length > 0 && processes.every((each) => family.includes(each));
}

function quotaMillicores(quotaUs?: string, periodUs?: string): number | null {
  const quota = Number(quotaUs);
  const period = Number(periodUs);
  return quota > 0 && period > 0 ? Math.round((quota / period) * 1000) : null;
}

/** "max" (v2) and a number near 2^63 (v1) mean no limit. */
function limitBytes(text: string | null): number | null {
  const bytes = Number(text?.trim() || Number.NaN);
  return bytes > 0 && bytes < 2 ** 60 ? bytes : null;
}

function parseMounts(mountinfo: string): Mount[] {
  return mountinfo
    .split('\n')
    .filter((line) => line.includes(' - cgroup'))
    .map((line) => {
      const [left = '', right = ''] = line.split(' - ');
      const [, , , mountRoot = '/', point = '/'] = left.split(' ');
      const [type = '', , options = ''] = right.split(' ');
      return { root: mountRoot, point, type, options: options.split(',') };
    });
}

/** Controller -> path of our group; the unified hierarchy has the empty name. */
function parseGroups(text: string): Map<string, string> {
  const groups = new Map<string, string>();
  for (const line of text.trim().split('\n')) {
    const [, controllers = '', ...path] = line.split(':');
    for (const controller of controllers.split(',')) groups.set(controller, path.join(':'));
  }
  return groups;
}

/**
 * A container engine mounts the container's own group. Its path on the host is then the root of the mount,
 * not a folder below it.
 */
function folderOf(mount: Mount, group: string): string {
  if (mount.root === '/') return join(mount.point, group);
  return join(mount.point, `${group}/`.startsWith(`${mount.root}/`) ? group.slice(mount.root.length) : '');
}

function numbers(text: string | null): number[] {
  return (text ?? '').split('\n').filter(Boolean).map(Number);
}

function stat(text: string | null, key: string): number | null {
  const line = text?.split('\n').find((each) => each.startsWith(`${key} `));
  return line === undefined ? null : Number(line.slice(key.length + 1));
}

function scale(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
